// For everything else, such as edge functions and pages that may not fetch: bring the module yourself.
export { bindModule, loadFrom as load } from "./load.js";

#ifndef OWN_JSON
#error "the parent's nlohmann/json is not the one that is used"
#endif

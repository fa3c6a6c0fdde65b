// Writes vectors with wrong expectations: plant OUTPUT FILE...
// Every member of every operation's expectation is changed once and left out once. A runner must find each of them.
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

// The name of a member, wherever in a list its object is.
std::string pattern_of(const json::json_pointer& place) {
    std::string result;
    for (json::json_pointer rest = place; !rest.empty(); rest = rest.parent_pointer()) {
        const std::string part = rest.back();
        result = "/" + (part.find_first_not_of("0123456789") == std::string::npos ? std::string{"*"} : part) + result;
    }
    return result;
}

void change(json& value) {
    if (value.is_boolean()) {
        value = !value.get<bool>();
    } else if (value.is_string()) {
        value = value.get<std::string>() + "1";
    } else {
        value = "1";
    }
}

class planter {
public:
    explicit planter(std::string version) : result_{{"suite_version", std::move(version)}, {"vectors", json::array()}} {}

    void plant(const json& vector) { visit(vector, json::json_pointer{"/expected"}); }
    [[nodiscard]] const json& result() const { return result_; }

private:
    void visit(const json& vector, const json::json_pointer& place) {
        const json& value = vector.at(place);
        const std::string operation = vector.at("operation").get<std::string>();
        if (value.is_array() && !value.empty()) { // a list that ends earlier
            if (is_new(operation, place, "shorter")) {
                json wrong = vector;
                wrong.at(place).erase(wrong.at(place).size() - 1);
                add(wrong, operation, place, "shorter");
            }
        }
        if (value.is_structured()) {
            for (const auto& [key, member] : value.items()) {
                visit(vector, value.is_array() ? place / std::stoul(key) : place / key);
            }
            return;
        }
        if (is_new(operation, place, "changed")) {
            json wrong = vector;
            change(wrong.at(place));
            add(wrong, operation, place, "changed");
        }
        if (vector.at(place.parent_pointer()).is_object() && is_new(operation, place, "left_out")) {
            json wrong = vector;
            wrong.at(place.parent_pointer()).erase(place.back());
            add(wrong, operation, place, "left_out");
        }
    }

    bool is_new(const std::string& operation, const json::json_pointer& place, const std::string& how) {
        return seen_.insert(operation + pattern_of(place) + "/" + how).second;
    }
    void add(json wrong, const std::string& operation, const json::json_pointer& place, const std::string& how) {
        wrong["id"] = "planted/" + operation + pattern_of(place) + "/" + how;
        result_["vectors"].push_back(std::move(wrong));
    }

    json result_;
    std::set<std::string> seen_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: plant OUTPUT FILE...\n");
        return 2;
    }
    std::string version;
    for (int i = 2; i < argc; ++i) {
        version = json::parse(std::ifstream{argv[i], std::ios::binary}).at("suite_version").get<std::string>();
    }
    planter all{version};
    for (int i = 2; i < argc; ++i) {
        const json suite = json::parse(std::ifstream{argv[i], std::ios::binary});
        for (const json& vector : suite.at("vectors")) {
            all.plant(vector);
        }
    }
    std::ofstream{argv[1], std::ios::binary} << all.result().dump(1) << '\n';
    std::printf("%zu\n", all.result().at("vectors").size());
}

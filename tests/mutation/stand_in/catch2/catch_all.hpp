// What the tests use of Catch2, in a hundred lines: a mutant is compiled for every run, and Catch2 itself would take most of
// that time. The test files are the same as ever; only this header stands in for Catch2's.
//
// By default the first check that fails ends the program with exit status 1. Environment variables for run.py:
//   MUTATION_LIST_FAILURES   goes on after a failed check and writes the note (INFO) that stands around it
//   MUTATION_LIST_CASES      writes the processor time and the name of each test case, and the number of checks made
//   MUTATION_AWAKE           which of the mutants that are built into the program is to be awake
//   MUTATION_ORDER           the numbers of the test cases in the order in which to run them, with commas between
#ifndef TELNYX_ERRORS_TESTS_MUTATION_CATCH_HPP
#define TELNYX_ERRORS_TESTS_MUTATION_CATCH_HPP

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sstream>
#include <string>
#include <vector>

inline int mutation_awake = 0; // read by the headers that run.py writes

namespace Catch {

class Approx {
public:
    explicit Approx(double value) : value_(value) {}
    Approx& epsilon(double share) {
        share_ = share;
        return *this;
    }
    friend bool operator==(double left, const Approx& right) {
        const double difference = left < right.value_ ? right.value_ - left : left - right.value_;
        return difference <= right.share_ * right.value_;
    }

private:
    double value_;
    double share_{1e-5};
};

} // namespace Catch

namespace stand_in {

struct test_case {
    const char* name;
    void (*run)();
};

inline std::vector<test_case>& cases() {
    static std::vector<test_case> all;
    return all;
}

struct registration {
    // Cases with the tag [.] are not run, as with Catch2, and neither are those with [slow].
    registration(const char* name, void (*run)(), const char* tags) {
        if (std::strstr(tags, "[.]") == nullptr && std::strstr(tags, "[slow]") == nullptr) {
            cases().push_back({name, run});
        }
    }
};

inline bool lists_failures = false;
inline bool failed = false;
inline unsigned long checks = 0;
inline const class note* innermost = nullptr;

class note {
public:
    note() : outer_(innermost) { innermost = this; }
    note(const note&) = delete;
    note& operator=(const note&) = delete;
    ~note() { innermost = outer_; }
    template <class T>
    note& operator<<(const T& value) {
        if (lists_failures) {
            std::ostringstream out;
            out << value;
            text_ += out.str();
        }
        return *this;
    }
    [[nodiscard]] const note* outer() const { return outer_; }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    const note* outer_;
    std::string text_{};
};

inline void check(bool holds, const char* what) {
    ++checks;
    if (holds) {
        return;
    }
    failed = true;
    if (!lists_failures) {
        std::printf("failed: %s\n", what);
        std::exit(1); // NOLINT(concurrency-mt-unsafe)
    }
    const note* outermost = innermost;
    while (outermost != nullptr && outermost->outer() != nullptr) {
        outermost = outermost->outer();
    }
    std::printf("failed: %s\t%s\n", outermost == nullptr ? "" : outermost->text().c_str(), what);
    std::fflush(stdout); // a mutant may end the program at any moment
}

inline int run_all() {
    lists_failures = std::getenv("MUTATION_LIST_FAILURES") != nullptr;      // NOLINT(concurrency-mt-unsafe)
    const bool lists_cases = std::getenv("MUTATION_LIST_CASES") != nullptr; // NOLINT(concurrency-mt-unsafe)
    const char* const awake = std::getenv("MUTATION_AWAKE");                // NOLINT(concurrency-mt-unsafe)
    mutation_awake = awake == nullptr ? 0 : std::atoi(awake);               // NOLINT(cert-err34-c)
    const char* const order = std::getenv("MUTATION_ORDER");                // NOLINT(concurrency-mt-unsafe)
    std::vector<std::size_t> places;
    if (order != nullptr) {
        std::istringstream in{order};
        for (std::size_t place = 0; in >> place; in.get()) {
            places.push_back(place);
        }
    } else {
        for (std::size_t place = 0; place != cases().size(); ++place) {
            places.push_back(place);
        }
    }
    for (const std::size_t place : places) {
        const test_case& current = cases().at(place);
        const std::clock_t begin = std::clock();
        current.run();
        if (lists_cases) {
            std::printf("case %lu %ld %s\n", static_cast<unsigned long>(place), static_cast<long>(std::clock() - begin),
                        current.name);
        }
    }
    if (lists_cases) {
        std::printf("checks %lu\n", checks);
    }
    return failed ? 1 : 0;
}

} // namespace stand_in

#define STAND_IN_JOINED_AGAIN(left, right) left##right
#define STAND_IN_JOINED(left, right) STAND_IN_JOINED_AGAIN(left, right)
#define TEST_CASE(...) STAND_IN_CASE(STAND_IN_JOINED(stand_in_case_, __LINE__), __VA_ARGS__)
#define STAND_IN_CASE(function, ...)                                                                                               \
    static void function();                                                                                                        \
    static const stand_in::registration STAND_IN_JOINED(function, _registration){stand_in::name_of(__VA_ARGS__), function,         \
                                                                                 stand_in::tags_of(__VA_ARGS__)};                  \
    static void function()
#define CHECK(...) stand_in::check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__)
#define CHECK_FALSE(...) stand_in::check(!static_cast<bool>(__VA_ARGS__), "not " #__VA_ARGS__)
// What stands after REQUIRE may rely on it, so a failure ends the program in any case.
#define REQUIRE(...) stand_in::require(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__)
#define REQUIRE_FALSE(...) stand_in::require(!static_cast<bool>(__VA_ARGS__), "not " #__VA_ARGS__)
#define FAIL_CHECK(text)                                                                                                           \
    do {                                                                                                                           \
        INFO(text);                                                                                                                \
        stand_in::check(false, "FAIL_CHECK");                                                                                      \
    } while (false)
#define INFO(text)                                                                                                                 \
    stand_in::note STAND_IN_JOINED(stand_in_note_, __LINE__);                                                                      \
    STAND_IN_JOINED(stand_in_note_, __LINE__) << text
#define WARN(text) static_cast<void>(0)

namespace stand_in {

inline const char* name_of(const char* name, const char* /*tags*/ = "") { return name; }
inline const char* tags_of(const char* /*name*/, const char* tags = "") { return tags; }

inline void require(bool holds, const char* what) {
    check(holds, what);
    if (!holds) {
        std::exit(1); // NOLINT(concurrency-mt-unsafe)
    }
}

} // namespace stand_in

int main() { return stand_in::run_all(); }

#endif

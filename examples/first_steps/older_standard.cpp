// For a code base on C++11 or C++14: one file is compiled as C++17, and the rest includes a plain C header.
// Shows such an interface and its implementation, with random bits from the caller. SPDX-License-Identifier: MIT

// [interface]
// message_errors.h, for any C or C++ standard
enum message_step { message_none, message_retry, message_hold, message_fix_first, message_stop, message_reconcile };

struct message_decision {
    enum message_step step;
    unsigned long long delay_ms;
    int opted_out; // 1: yes, 0: no or not certain
};

// What to do about an API response. `body` is `size` bytes long; `random_bits` are 32 bits from any generator.
struct message_decision decide_message(const char* body, unsigned long size, int http_status, unsigned attempt,
                                       unsigned random_bits);
// [/interface]

// [implementation]
// message_errors.cpp, compiled with -std=c++17
#include <new>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

struct message_decision decide_message(const char* body, unsigned long size, int http_status, unsigned attempt,
                                       unsigned random_bits) {
    namespace te = telnyx::errors;
    te::situation here;
    here.http_status = http_status;
    here.attempt = attempt;
    here.random_bits = random_bits;
    te::decision next;
    try {
        next = te::decide(te::read(std::string_view(body, size), te::phase::request), here);
    } catch (const std::bad_alloc&) { // by the status alone
        next = te::decide(0, here);
    }
    return {static_cast<message_step>(next.step), next.delay.milliseconds(), next.consent == te::consent::opted_out ? 1 : 0};
}
// [/implementation]

static_assert(static_cast<int>(telnyx::errors::step::reconcile) == message_reconcile, "the same order");

int main() {
    const char body[] = R"({"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]})";
    const message_decision next = decide_message(body, sizeof(body) - 1, 409, 1, 0x9E3779B9U);
    return next.step == message_stop && next.opted_out == 1 ? 0 : 1;
}

// A blocking retry loop: send, decide, sleep, until the decision is not `retry`.
// Shows every member of `situation` that such a loop knows, and where the sleeping happens. SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/chrono.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/ostream.hpp>

namespace te = telnyx::errors;

namespace {

// What an HTTP client returns.
struct http_response {
    int status = 0; // 0: there was no response
    std::multimap<std::string, std::string> headers;
    std::string body;
};

// [loop]
// Sends until the message is accepted, or the decision is not the program's. The program sleeps and reads the clock.
te::decision send_with_retries(const std::function<http_response()>& send, const te::retry_policy& policy) {
    std::mt19937 random{std::random_device{}()};
    const auto start = std::chrono::steady_clock::now();
    for (std::uint32_t attempt = 1;; ++attempt) {
        const http_response response = send();
        te::situation here;
        here.phase = te::phase::request;
        here.http_status = response.status;
        here.attempt = attempt;
        here.elapsed_ms = te::to_milliseconds(std::chrono::steady_clock::now() - start);
        here.time = te::to_instant(std::chrono::system_clock::now());
        here.retry_after = te::read_retry_hint(response.headers, here.time);
        here.random_bits = static_cast<std::uint32_t>(random());
        const te::report report = te::read(response.body, te::phase::request);
        const te::decision next = te::decide(report, here, policy);
        std::clog << response.status << ": " << next << '\n';
        if (next.step != te::step::retry) {
            return next; // accepted, or to hold, fix, drop or look up
        }
        std::this_thread::sleep_for(te::to_duration(next.delay));
    }
}
// [/loop]

struct scene {
    std::vector<http_response> responses;
    te::step last_step;
};

const char* const too_many = R"({"errors": [{"code": "10011", "title": "Too many requests"}]})";
const char* const stopped = R"({"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]})";
const char* const limit = R"({"errors": [{"code": "40333", "title": "Messaging profile spend limit reached"}]})";
const char* const accepted = R"({"data": {"record_type": "message", "id": "40318f29-0000-4000-8000-000000000001",
    "to": [{"phone_number": "+13125550171", "status": "queued"}], "errors": []}})";

} // namespace

int main() {
    te::retry_policy impatient; // so that the example ends quickly
    impatient.base_ms = 2;
    impatient.cap_ms = 20;
    const scene scenes[] = {
        {{{429, {{"retry-after-ms", "5"}}, too_many}, {429, {}, "<html>"}, {200, {}, accepted}}, te::step::none},
        {{{409, {}, stopped}}, te::step::stop},
        {{{429, {}, limit}}, te::step::fix_first},
        {{{429, {}, too_many}, {503, {}, ""}}, te::step::reconcile},
        {{{0, {}, ""}}, te::step::reconcile},
        {{{429, {{"retry-after", "3600"}}, too_many}}, te::step::hold}, // longer than the policy's backoff
    };
    for (const scene& scene : scenes) {
        std::size_t sent = 0;
        const te::decision last = send_with_retries([&] { return scene.responses.at(sent++); }, impatient);
        if (last.step != scene.last_step || sent != scene.responses.size()) {
            std::cout << "expected " << scene.last_step << " after " << scene.responses.size() << ", found " << last << " after "
                      << sent << '\n';
            return 1;
        }
    }
}

// A loop that sends until there is nothing left to decide. SPDX-License-Identifier: MIT
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

// What an HTTP client hands back; a status of 0 stands for no answer.
struct http_answer {
    int status = 0;
    std::multimap<std::string, std::string> headers;
    std::string body;
};

// [loop]
// Sends until it is done, or until somebody else must decide. The sleeping is the program's, and so is the clock.
te::decision send_with_retries(const std::function<http_answer()>& send, const te::retry_policy& policy) {
    std::mt19937 random{std::random_device{}()};
    const auto start = std::chrono::steady_clock::now();
    for (std::uint32_t attempt = 1;; ++attempt) {
        const http_answer answer = send();
        te::situation now;
        now.phase = te::phase::request;
        now.http_status = answer.status;
        now.attempt = attempt;
        now.elapsed_ms = te::to_milliseconds(std::chrono::steady_clock::now() - start);
        now.now = te::to_instant(std::chrono::system_clock::now());
        now.retry_after = te::read_retry_hint(answer.headers, now.now);
        const te::report report = te::read(answer.body, te::phase::request);
        const te::decision next = te::decide(report, now, policy, static_cast<std::uint32_t>(random()));
        std::clog << answer.status << ": " << next << '\n';
        if (next.step != te::step::retry) {
            return next; // sent, or to be held, fixed, dropped or looked up
        }
        std::this_thread::sleep_for(te::delay_of(next));
    }
}
// [/loop]

struct scene {
    std::vector<http_answer> answers;
    te::step end;
};

const char* const too_many = R"({"errors": [{"code": "10011", "title": "Too many requests"}]})";
const char* const stopped = R"({"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]})";
const char* const limit = R"({"errors": [{"code": "40333", "title": "Messaging profile spend limit reached"}]})";
const char* const accepted = R"({"data": {"record_type": "message", "id": "40318f29-0000-4000-8000-000000000001",
    "to": [{"phone_number": "+13125550171", "status": "queued"}], "errors": []}})";

} // namespace

int main() {
    te::retry_policy impatient; // so that the example ends soon
    impatient.base_ms = 2;
    impatient.cap_ms = 20;
    const scene scenes[] = {
        {{{429, {{"retry-after-ms", "5"}}, too_many}, {429, {}, "<html>"}, {200, {}, accepted}}, te::step::none},
        {{{409, {}, stopped}}, te::step::stop},
        {{{429, {}, limit}}, te::step::fix_first},
        {{{429, {}, too_many}, {503, {}, ""}}, te::step::reconcile},
        {{{0, {}, ""}}, te::step::reconcile},
        {{{429, {{"retry-after", "3600"}}, too_many}}, te::step::stop}, // longer than the policy waits
    };
    for (const scene& scene : scenes) {
        std::size_t sent = 0;
        const te::decision last = send_with_retries([&] { return scene.answers.at(sent++); }, impatient);
        if (last.step != scene.end || sent != scene.answers.size()) {
            std::cout << "expected " << scene.end << " after " << scene.answers.size() << ", found " << last << " after " << sent
                      << '\n';
            return 1;
        }
    }
}

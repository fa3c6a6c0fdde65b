// An asynchronous retry loop on an Asio timer: many messages at once, and no thread is blocked.
// Shows the same decision as retry_loop.cpp inside a completion handler. SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/chrono.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/ostream.hpp>

namespace te = telnyx::errors;

namespace {

using completion = std::function<void(int status, std::string body)>;
using sender = std::function<void(completion)>;

// [delivery]
// One message. The object lives while an operation is pending, and ends with the first decision that is not `retry`.
class delivery : public std::enable_shared_from_this<delivery> {
public:
    delivery(asio::io_context& context, sender send, te::retry_policy policy, std::function<void(const te::decision&)> done)
        : timer_(context), send_(std::move(send)), policy_(policy), done_(std::move(done)) {}

    void start() {
        ++attempt_;
        send_([self = shared_from_this()](int status, const std::string& body) { self->on_response(status, body); });
    }

private:
    void on_response(int status, const std::string& body) {
        te::situation here;
        here.http_status = status;
        here.attempt = attempt_;
        here.random_bits = static_cast<std::uint32_t>(random_());
        const te::decision next = te::decide(te::read(body, te::phase::request), here, policy_);
        if (next.step != te::step::retry) {
            done_(next);
            return;
        }
        timer_.expires_after(te::to_duration(next.delay));
        timer_.async_wait([self = shared_from_this()](const auto& cancelled) {
            if (!cancelled) {
                self->start();
            }
        });
    }

    asio::steady_timer timer_;
    sender send_;
    te::retry_policy policy_;
    std::function<void(const te::decision&)> done_;
    std::mt19937 random_{std::random_device{}()};
    std::uint32_t attempt_{0};
};
// [/delivery]

} // namespace

int main() {
    asio::io_context context;
    te::retry_policy impatient;
    impatient.base_ms = 2;

    // Two messages at the same time: one is accepted at the third attempt, one is refused for good.
    std::size_t sent[2]{};
    te::step ends[2]{te::step::reconcile, te::step::reconcile};
    const auto scripted = [&](std::size_t which, std::vector<std::pair<int, std::string>> script) {
        return [&context, &sent, which, script = std::move(script)](completion complete) {
            const auto& response = script.at(sent[which]++);
            asio::post(context, [response, complete = std::move(complete)] { complete(response.first, response.second); });
        };
    };
    const std::string busy = R"({"errors": [{"code": "10011", "title": "Too many requests"}]})";
    const std::string invalid = R"({"errors": [{"code": "40310", "title": "Invalid 'to' address"}]})";
    std::make_shared<delivery>(context, scripted(0, {{429, busy}, {429, ""}, {200, R"({"data": {"id": "1", "to": []}})"}}),
                               impatient, [&](const te::decision& last) { ends[0] = last.step; })
        ->start();
    std::make_shared<delivery>(context, scripted(1, {{429, busy}, {400, invalid}}), impatient, [&](const te::decision& last) {
        ends[1] = last.step;
    })->start();
    context.run();

    std::cout << ends[0] << " after " << sent[0] << ", " << ends[1] << " after " << sent[1] << '\n';
    return ends[0] == te::step::none && sent[0] == 3 && ends[1] == te::step::stop && sent[1] == 2 ? 0 : 1;
}

// A retry trait and a backoff policy for the retry loop of google-cloud-cpp.
// Shows how to use `decide` where a loop only asks whether a failure is permanent. SPDX-License-Identifier: MIT
//
// Namespace `cloud` holds a small stand-in with the same members, so that the example does not need the library.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/chrono.hpp>

namespace te = telnyx::errors;

namespace cloud {

class Status {
public:
    Status() = default;
    Status(int telnyx_code, int http_status, std::string message)
        : telnyx_code_(telnyx_code), http_status_(http_status), message_(std::move(message)) {}
    [[nodiscard]] bool ok() const { return http_status_ == 200; }
    [[nodiscard]] int telnyx_code() const { return telnyx_code_; } // in google-cloud-cpp: ErrorInfo::metadata()
    [[nodiscard]] int http_status() const { return http_status_; }
    [[nodiscard]] const std::string& message() const { return message_; }

private:
    int telnyx_code_ = 0;
    int http_status_ = 200;
    std::string message_;
};

template <class Retryable>
class LimitedErrorCountRetryPolicy {
public:
    explicit LimitedErrorCountRetryPolicy(int maximum_failures) : maximum_failures_(maximum_failures) {}
    bool OnFailure(const Status& status) {
        if (Retryable::IsPermanentFailure(status)) {
            return false;
        }
        return ++failures_ <= maximum_failures_;
    }
    [[nodiscard]] bool IsExhausted() const { return failures_ > maximum_failures_; }
    [[nodiscard]] bool IsPermanentFailure(const Status& status) const { return Retryable::IsPermanentFailure(status); }

private:
    int failures_ = 0;
    int maximum_failures_;
};

class BackoffPolicy {
public:
    virtual ~BackoffPolicy() = default;
    [[nodiscard]] virtual std::unique_ptr<BackoffPolicy> clone() const = 0;
    virtual std::chrono::milliseconds OnCompletion() = 0;
};

template <class RetryPolicy>
Status RetryLoop(RetryPolicy retry, BackoffPolicy& backoff, const std::function<Status()>& call,
                 const std::function<void(std::chrono::milliseconds)>& sleep) {
    for (;;) {
        Status status = call();
        if (status.ok() || !retry.OnFailure(status)) {
            return status;
        }
        sleep(backoff.OnCompletion());
    }
}

} // namespace cloud

namespace {

// [trait]
// Permanent: everything that must not be resent right now without a change, including a message that may have been sent.
struct telnyx_retry_traits {
    static bool IsPermanentFailure(const cloud::Status& status) {
        te::situation here;
        here.phase = te::phase::request;
        here.http_status = status.http_status();
        return te::decide(status.telnyx_code(), here).step != te::step::retry;
    }
};

class telnyx_backoff final : public cloud::BackoffPolicy {
public:
    explicit telnyx_backoff(te::retry_policy policy) : policy_(policy) {}
    [[nodiscard]] std::unique_ptr<cloud::BackoffPolicy> clone() const override { return std::make_unique<telnyx_backoff>(policy_); }
    std::chrono::milliseconds OnCompletion() override {
        const auto random_bits = static_cast<std::uint32_t>(random_());
        return te::to_duration(te::backoff_ms(policy_, ++completions_, random_bits));
    }

private:
    te::retry_policy policy_;
    std::mt19937 random_{std::random_device{}()};
    std::uint32_t completions_ = 0;
};
// [/trait]

} // namespace

int main() {
    using policy = cloud::LimitedErrorCountRetryPolicy<telnyx_retry_traits>;
    struct scene {
        std::vector<cloud::Status> responses;
        std::vector<std::chrono::milliseconds> longest_sleeps;
    };
    using std::chrono::milliseconds;
    const scene scenes[] = {
        {{{10011, 429, "busy"}, {0, 429, "busy"}, {}}, {milliseconds{1000}, milliseconds{2000}}},
        {{{40300, 409, "STOP"}}, {}},  // a policy that looks at the status alone would retry this,
        {{{40333, 429, "limit"}}, {}}, // and this,
        {{{0, 503, "gateway"}}, {}},   // and this, which may have been sent
    };
    for (const scene& scene : scenes) {
        std::size_t calls = 0;
        std::vector<milliseconds> sleeps;
        const std::unique_ptr<cloud::BackoffPolicy> backoff = telnyx_backoff{te::retry_policy{}}.clone();
        const cloud::Status last = cloud::RetryLoop(
            policy{3}, *backoff, [&] { return scene.responses.at(calls++); }, [&](milliseconds delay) { sleeps.push_back(delay); });
        std::cout << last.http_status() << " after " << calls << " calls\n";
        // The default jitter: between half of the nominal delay and all of it.
        const bool spread =
            std::equal(sleeps.begin(), sleeps.end(), scene.longest_sleeps.begin(), scene.longest_sleeps.end(),
                       [](milliseconds slept, milliseconds longest) { return slept >= longest / 2 && slept <= longest; });
        if (calls != scene.responses.size() || !spread) {
            return 1;
        }
    }
}

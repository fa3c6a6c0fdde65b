// A retry strategy for the interface of aws-sdk-cpp: whether to retry, and after how many milliseconds.
// Shows how `decide` answers both questions of a two-function interface. SPDX-License-Identifier: MIT
//
// Namespace `Aws` holds a small stand-in with the same members, so that the example does not need the SDK.
#include <algorithm>
#include <climits>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <utility>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace Aws::Client {

enum class CoreErrors { UNKNOWN = 100 };

template <class ErrorType>
class AWSError {
public:
    AWSError(int response_code, std::map<std::string, std::string> headers, std::string payload)
        : response_code_(response_code), headers_(std::move(headers)), payload_(std::move(payload)) {}
    [[nodiscard]] int GetResponseCode() const { return response_code_; }
    [[nodiscard]] const std::map<std::string, std::string>& GetResponseHeaders() const { return headers_; }
    [[nodiscard]] const std::string& GetMessage() const { return payload_; }

private:
    int response_code_;
    std::map<std::string, std::string> headers_;
    std::string payload_;
};

class RetryStrategy {
public:
    virtual ~RetryStrategy() = default;
    [[nodiscard]] virtual bool ShouldRetry(const AWSError<CoreErrors>& error, long attemptedRetries) const = 0;
    [[nodiscard]] virtual long CalculateDelayBeforeNextRetry(const AWSError<CoreErrors>& error, long attemptedRetries) const = 0;
};

} // namespace Aws::Client

namespace {

using error_type = Aws::Client::AWSError<Aws::Client::CoreErrors>;

// [strategy]
class telnyx_retry_strategy final : public Aws::Client::RetryStrategy {
public:
    explicit telnyx_retry_strategy(te::retry_policy policy) : policy_(policy) {}

    [[nodiscard]] bool ShouldRetry(const error_type& error, long attempted_retries) const override {
        return decide(error, attempted_retries).step == te::step::retry;
    }
    [[nodiscard]] long CalculateDelayBeforeNextRetry(const error_type& error, long attempted_retries) const override {
        const te::decision next = decide(error, attempted_retries);
        return static_cast<long>((std::min)(next.delay.milliseconds(), static_cast<std::uint64_t>(LONG_MAX)));
    }

private:
    // The interface counts retries, this library counts attempts: one more. A strategy is shared by threads, hence thread_local.
    [[nodiscard]] te::decision decide(const error_type& error, long attempted_retries) const {
        thread_local std::mt19937 random{std::random_device{}()};
        te::situation here;
        here.http_status = error.GetResponseCode();
        here.attempt = static_cast<std::uint32_t>((std::max)(0L, (std::min)(attempted_retries, 1000000L)) + 1);
        here.retry_after = te::read_retry_hint(error.GetResponseHeaders());
        here.random_bits = static_cast<std::uint32_t>(random());
        return te::decide(te::read(error.GetMessage(), te::phase::request), here, policy_);
    }

    te::retry_policy policy_;
};
// [/strategy]

} // namespace

int main() {
    te::retry_policy policy;
    policy.jitter = te::jitter::none; // so that the example can compare the delays
    const telnyx_retry_strategy strategy{policy};
    const error_type busy{429, {{"retry-after", "7"}}, R"({"errors": [{"code": "10011", "title": "Too many requests"}]})"};
    const error_type stopped{409, {}, R"({"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]})"};
    const error_type gateway{503, {}, "<html>"};
    const bool right = strategy.ShouldRetry(busy, 0) && strategy.CalculateDelayBeforeNextRetry(busy, 0) == 7000 &&
                       strategy.ShouldRetry(busy, 3) && strategy.CalculateDelayBeforeNextRetry(busy, 3) == 8000 &&
                       !strategy.ShouldRetry(busy, 4) && !strategy.ShouldRetry(stopped, 0) && !strategy.ShouldRetry(gateway, 0) &&
                       !strategy.ShouldRetry(busy, LONG_MAX);
    std::cout << (right ? "the strategy follows the decisions\n" : "the strategy does not follow the decisions\n");
    return right ? 0 : 1;
}

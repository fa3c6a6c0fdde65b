// A limit for retries across all messages. SPDX-License-Identifier: MIT
//
// As in gRPC (A6): what goes through earns a share of a retry, a retry costs one. Unlike there, time earns a little too: without
// new messages the retries would wait for ever.
#ifndef SERVICE_RETRY_BUDGET_HPP
#define SERVICE_RETRY_BUDGET_HPP

#include <algorithm>
#include <cstdint>

namespace service {

/// For one thread: the writer's.
class retry_budget {
public:
    /// \param share  how many retries a success earns. \param most  how many can be saved up. \param per_second  what time earns.
    retry_budget(double share, double most, double per_second)
        : share_(share), most_(most), per_second_(per_second), tokens_(most) {}

    void succeeded() { tokens_ = std::min(most_, tokens_ + share_); }
    /// Takes one retry. \return whether there was one
    [[nodiscard]] bool take(std::int64_t now_ms) {
        if (last_ms_ != 0 && now_ms > last_ms_) {
            tokens_ = std::min(most_, tokens_ + per_second_ * static_cast<double>(now_ms - last_ms_) / 1000);
        }
        last_ms_ = now_ms;
        if (tokens_ < 1) {
            return false;
        }
        tokens_ -= 1;
        return true;
    }

private:
    double share_;
    double most_;
    double per_second_;
    double tokens_;
    std::int64_t last_ms_{0};
};

} // namespace service

#endif

// fake_telnyx: the delivery of webhooks over HTTP. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_WEBHOOKS_HPP
#define FAKE_TELNYX_WEBHOOKS_HPP

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "signing.hpp"
#include "world.hpp"

namespace fake_telnyx {

/// How webhooks are delivered. These times are not compressed: at the other end is a real program.
struct webhook_rules {
    std::chrono::milliseconds timeout{2000}; ///< For an answer with 2xx.
    std::chrono::milliseconds backoff{500};  ///< After the first attempt; it doubles.
    int attempts = 3;                        ///< For each URL: the webhook_url, then the webhook_failover_url.
    std::size_t threads = 16;
};

/// Sends webhooks, signed, from several threads. Thread-safe.
class webhook_sender {
public:
    /// \param done  is called when a webhook was answered with 2xx (true), or given up (false).
    webhook_sender(const webhook_rules& rules, std::uint64_t seed, signing_key key, std::function<void(const webhook&, bool)> done);
    ~webhook_sender();
    webhook_sender(const webhook_sender&) = delete;
    webhook_sender& operator=(const webhook_sender&) = delete;

    void send(webhook what);
    [[nodiscard]] signing_key key() const;
    /// The key that the next rotation will use.
    [[nodiscard]] signing_key next_key() const;
    /// From now on, webhooks are signed with the next key, also those that are sent again.
    void rotate();

    std::atomic<std::uint64_t> attempts{0}, delivered{0}, given_up{0};

private:
    using clock = std::chrono::steady_clock;
    struct job {
        webhook what;
        int tries = 0;
    };

    void work();
    [[nodiscard]] bool deliver(const job& what, std::map<std::string, std::shared_ptr<void>>& clients);

    webhook_rules rules_;
    std::uint64_t seed_;
    signing_key key_;
    std::uint64_t rotations_ = 0;
    std::function<void(const webhook&, bool)> done_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<clock::time_point, job> queue_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

} // namespace fake_telnyx

#endif

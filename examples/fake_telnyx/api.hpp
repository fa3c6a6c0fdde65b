// fake_telnyx: the API over HTTP, and the control of it. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_API_HPP
#define FAKE_TELNYX_API_HPP

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "arguments.hpp"
#include "webhooks.hpp"
#include "world.hpp"

namespace fake_telnyx {

/// Serves /v2 and /control.
class api {
public:
    explicit api(const arguments& asked);
    ~api();
    api(const api&) = delete;
    api& operator=(const api&) = delete;

    /// Serves until `stop`. During an outage with kind "refused" nothing listens; with kind "404" a proxy answers searches.
    /// \return whether the port could be used
    [[nodiscard]] bool run();
    /// Ends `run`. Safe in a signal handler.
    void stop() noexcept { ending_ = true; }
    [[nodiscard]] signing_key key() const { return sender_.key(); }

private:
    class server;

    [[nodiscard]] static milliseconds now();
    void pump(); // advances the world

    arguments asked_;
    std::mutex mutex_; // of the world
    std::condition_variable changed_;
    world world_;
    std::atomic<bool> ending_{false};
    std::atomic<milliseconds> closed_until_{0}, unrouted_until_{0}; // nothing listens; no searches
    std::atomic<int> in_progress_{0};                               // requests to send that are not answered yet
    webhook_sender sender_;
    std::thread pump_;
};

} // namespace fake_telnyx

#endif

// fake_telnyx: the delivery of webhooks over HTTP. SPDX-License-Identifier: MIT
#include "webhooks.hpp"

#include <ctime>
#include <utility>

#include <httplib.h>

namespace fake_telnyx {

webhook_sender::webhook_sender(const webhook_rules& rules, std::uint64_t seed, signing_key key,
                               std::function<void(const webhook&, bool)> done)
    : rules_(rules), seed_(seed), key_(std::move(key)), done_(std::move(done)) {
    for (std::size_t i = 0; i != rules.threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

webhook_sender::~webhook_sender() {
    {
        const std::lock_guard<std::mutex> lock{mutex_};
        ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& each : threads_) {
        each.join();
    }
}

void webhook_sender::send(webhook what) {
    {
        const std::lock_guard<std::mutex> lock{mutex_};
        queue_.emplace(clock::now(), job{std::move(what)});
    }
    changed_.notify_one();
}

signing_key webhook_sender::key() const {
    const std::lock_guard<std::mutex> lock{mutex_};
    return key_;
}

signing_key webhook_sender::next_key() const {
    const std::lock_guard<std::mutex> lock{mutex_};
    return signing_key::from_seed(seed_, rotations_ + 1);
}

void webhook_sender::rotate() {
    signing_key next = next_key();
    const std::lock_guard<std::mutex> lock{mutex_};
    key_ = std::move(next);
    ++rotations_;
}

bool webhook_sender::deliver(const job& what, std::map<std::string, std::shared_ptr<void>>& clients) {
    const bool failover = what.tries >= rules_.attempts;
    const std::string& url = failover ? what.what.failover_url : what.what.url;
    const std::size_t host = url.find("://");
    const std::size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
    const std::string base = url.substr(0, path);
    std::shared_ptr<void>& kept = clients[base];
    if (kept == nullptr) {
        const auto made = std::make_shared<httplib::Client>(base);
        made->set_keep_alive(true);
        made->set_tcp_nodelay(true);
        made->set_connection_timeout(rules_.timeout);
        made->set_read_timeout(rules_.timeout);
        made->set_write_timeout(rules_.timeout);
        kept = made;
    }
    auto& client = *static_cast<httplib::Client*>(kept.get());
    const std::string body = what.what.bytes(url, what.what.attempt + what.tries);
    const std::string timestamp = std::to_string(std::time(nullptr));
    const httplib::Headers headers{{"telnyx-timestamp", timestamp},
                                   {"telnyx-signature-ed25519", key().sign(timestamp, body)},
                                   {"User-Agent", "telnyx-webhooks"}};
    ++attempts;
    const httplib::Result response =
        client.Post(path == std::string::npos ? "/" : url.substr(path), headers, body, "application/json");
    return response && response->status >= 200 && response->status < 300;
}

void webhook_sender::work() {
    std::map<std::string, std::shared_ptr<void>> clients; // one connection a thread and host
    std::unique_lock<std::mutex> lock{mutex_};
    while (!ending_) {
        if (queue_.empty()) {
            changed_.wait(lock);
            continue;
        }
        if (const clock::time_point due = queue_.begin()->first; due > clock::now()) {
            changed_.wait_until(lock, due);
            continue;
        }
        job next = std::move(queue_.begin()->second);
        queue_.erase(queue_.begin());
        lock.unlock();
        const bool arrived = deliver(next, clients);
        ++next.tries;
        const bool again = next.tries < rules_.attempts * (next.what.failover_url.empty() ? 1 : 2);
        if (arrived || !again) {
            ++(arrived ? delivered : given_up);
            done_(next.what, arrived);
            lock.lock();
        } else {
            lock.lock();
            const auto wait = rules_.backoff * (1 << ((next.tries - 1) % rules_.attempts));
            queue_.emplace(clock::now() + wait, std::move(next));
        }
    }
}

} // namespace fake_telnyx

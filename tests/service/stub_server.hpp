// An HTTP server in the process of the test. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_TESTS_SERVICE_STUB_SERVER_HPP
#define TELNYX_ERRORS_TESTS_SERVICE_STUB_SERVER_HPP

#include <thread>

#include <httplib.h>

/// Serves on a free port of this machine while it exists. What its handlers use must live longer.
class stub_server {
public:
    /// \param add  called with the server, to add its handlers
    template <class Add>
    explicit stub_server(Add add) {
        add(http_);
        port_ = http_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread{[this] { http_.listen_after_bind(); }};
    }
    stub_server(const stub_server&) = delete;
    stub_server& operator=(const stub_server&) = delete;
    ~stub_server() {
        http_.stop();
        thread_.join();
    }
    [[nodiscard]] int port() const { return port_; }

private:
    httplib::Server http_;
    std::thread thread_;
    int port_ = 0;
};

#endif

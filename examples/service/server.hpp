// The HTTP interface: webhooks from Telnyx, messages from the operator's programs, metrics. SPDX-License-Identifier: MIT
#ifndef SERVICE_SERVER_HPP
#define SERVICE_SERVER_HPP

#include <memory>
#include <string>

#include "database.hpp"
#include "signature.hpp"
#include "workers.hpp"

namespace service {

class server {
public:
    /// \param token  what Authorization must say for everything but webhooks and /health; empty: nothing is asked for.
    server(shop& all, const std::string& database_path, webhook_keys keys, std::int64_t tolerance, std::string token);
    ~server();
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// \return the port, or -1
    int bind(const std::string& host, int port);
    /// Serves until `stop`.
    void listen();
    void stop();

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace service

#endif

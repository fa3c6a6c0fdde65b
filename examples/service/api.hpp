// Telnyx's API, as far as this service uses it. SPDX-License-Identifier: MIT
#ifndef SERVICE_API_HPP
#define SERVICE_API_HPP

#include <string>

#include <telnyx/errors/report.hpp>
#include <telnyx/errors/situation.hpp>

#include "clock.hpp"
#include "message.hpp"

namespace service {

/// What a request came to. Without a response the report is empty and the status 0.
struct answer {
    te::report report{};
    te::situation here{};
};

/// Makes requests. Each has a connection of its own: on a connection that is kept, a request that the server never read looks the
/// same as a lost response, and the message would have to be looked up for hours. For several threads.
class api {
public:
    /// \param base        such as https://api.telnyx.com. \param key  the API key.
    /// \param public_url  where Telnyx reaches this service: without a slash at its end.
    api(std::string base, std::string key, std::string public_url, const service_clock& clock)
        : base_(std::move(base)), key_(std::move(key)), public_url_(std::move(public_url)), clock_(clock) {}

    /// Sends a message, once.
    [[nodiscard]] answer send(const work& message) const;
    /// Asks for an attempt: by its id, else by its webhook URL in the detail records.
    [[nodiscard]] answer look_up(const work& message) const;

private:
    std::string base_;
    std::string key_;
    std::string public_url_;
    const service_clock& clock_;
};

} // namespace service

#endif

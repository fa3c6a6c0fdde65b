// A page of message detail records, counted by error code.
// Shows `read_each`, which visits each record of a list or a page. SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [count]
std::map<std::int64_t, std::size_t> failures_by_code(std::string_view page) {
    std::map<std::int64_t, std::size_t> failures;
    te::read_each(page, te::phase::record, [&](const te::report_view& record) {
        if (record.outcome() != te::outcome::failed) {
            return;
        }
        for (const te::error_view& error : record.errors()) {
            ++failures[error.number];
        }
        if (record.errors().empty()) {
            ++failures[0]; // failed, and the record gives no reason
        }
    });
    return failures;
}
// [/count]

constexpr std::string_view page = R"({
  "data": [
    {"record_type": "message_detail_record", "uuid": "a1", "status": "delivered", "cld": "+13125550180", "errors": []},
    {"record_type": "message_detail_record", "uuid": "a2", "status": "failed", "cld": "+13125550181", "errors": ["40001"]},
    {"record_type": "message_detail_record", "uuid": "a3", "status": "gw_reject", "cld": "+13125550182", "errors": ["40012"]},
    {"record_type": "message_detail_record", "uuid": "a4", "status": "failed", "cld": "+13125550183", "errors": ["40001"]},
    {"record_type": "message_detail_record", "uuid": "a5", "status": "failed", "cld": "+13125550184", "errors": []},
    {"record_type": "message_detail_record", "uuid": "a6", "status": "dlr_timeout", "cld": "+13125550185", "errors": []}
  ],
  "meta": {"page_number": 1, "total_pages": 1, "total_results": 6}
})";

} // namespace

int main() {
    for (const auto& [number, count] : failures_by_code(page)) {
        if (number == 0) {
            std::cout << count << " without a code\n";
        } else {
            std::cout << count << " with " << number << ' ' << te::lookup(number).title << '\n';
        }
    }
}

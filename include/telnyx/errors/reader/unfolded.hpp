// telnyx-errors: keeps the strings of a document that was a string of another one. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_UNFOLDED_HPP
#define TELNYX_ERRORS_READER_UNFOLDED_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/report.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The inner document is gone after it was read. So the strings that a report borrowed from it are copied to memory that the report
// shares with its copies. Made before a body is read.
class unfolded_strings {
public:
    explicit unfolded_strings(report_contents& report) noexcept
        : report_(report), first_error_(report.errors.size()), first_recipient_(report.recipients.size()) {
        std::size_t place = 0;
        report_.for_each_string(first_error_, first_recipient_,
                                [&](const std::string_view& string) { before_[place++] = string.data(); });
    }

    // Copies the strings that were added since. Without memory they are empty, and the report is incomplete.
    void keep() noexcept {
        std::size_t size = 0;
        for_each_added([&size](const std::string_view& string) { size += string.size(); });
        if (size == 0) {
            return;
        }
        char* room = report_.unfolded.add(size);
        report_.incomplete = report_.incomplete || room == nullptr;
        for_each_added([&room](std::string_view& string) {
            if (room == nullptr) {
                string = {};
            } else {
                copy_to_room(string, room);
            }
        });
    }

private:
    template <class Visitor>
    void for_each_added(Visitor visit) noexcept {
        std::size_t place = 0;
        report_.for_each_string(first_error_, first_recipient_, [&](std::string_view& string) {
            if (place >= report_contents::strings || string.data() != before_[place]) {
                visit(string);
            }
            ++place;
        });
    }

    report_contents& report_;
    std::size_t first_error_;
    std::size_t first_recipient_;
    const char* before_[report_contents::strings]{};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif

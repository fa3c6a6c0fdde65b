// telnyx-errors, the command line: any number of records in bounded memory. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SPILLED_RECORDS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SPILLED_RECORDS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "temporary_file.hpp"

namespace command_line {

/// Keeps records in their order, in memory as long as they are few, else in a temporary file.
template <class Record>
class record_list {
    static_assert(std::is_trivially_copyable<Record>::value, "they are written as they lie in memory");

public:
    static constexpr std::size_t most_in_memory = 65536;

    /// \throws temporary_file_failure
    void add(const Record& record) {
        held_.push_back(record);
        if (held_.size() == most_in_memory) {
            spilled_.append(held_.data(), held_.size() * sizeof(Record));
            held_.clear();
        }
    }
    /// Calls `visit(const Record&)` for each. \throws temporary_file_failure, and what `visit` throws
    template <class Visitor>
    void each(Visitor visit) {
        std::vector<Record> part;
        for (std::uint64_t place = 0; place != spilled_.size(); place += most_in_memory * sizeof(Record)) {
            part.resize(most_in_memory);
            spilled_.read(place, part.data(), part.size() * sizeof(Record));
            std::for_each(part.begin(), part.end(), visit);
        }
        std::for_each(held_.begin(), held_.end(), visit);
    }

private:
    std::vector<Record> held_{};
    temporary_file spilled_{};
};

/// Sorts records: as many as fit at a time, then all parts at once (an external merge sort). Equal ones keep no order.
template <class Record, class Less>
class record_sorter {
    static_assert(std::is_trivially_copyable<Record>::value, "they are written as they lie in memory");

public:
    static constexpr std::size_t most_in_memory = 65536;

    /// \throws temporary_file_failure
    void add(const Record& record) {
        held_.push_back(record);
        if (held_.size() == most_in_memory) {
            std::sort(held_.begin(), held_.end(), Less{});
            spilled_.append(held_.data(), held_.size() * sizeof(Record));
            held_.clear();
        }
    }
    /// Calls `visit(const Record&)` for each, in their order. To be called once. \throws temporary_file_failure, and what `visit`
    /// throws
    template <class Visitor>
    void each(Visitor visit) {
        std::sort(held_.begin(), held_.end(), Less{});
        if (spilled_.size() == 0) {
            std::for_each(held_.begin(), held_.end(), visit);
            return;
        }
        const auto parts = static_cast<std::size_t>(spilled_.size() / (most_in_memory * sizeof(Record))) + 1;
        const std::size_t at_once = (std::max)(most_in_memory / parts, std::size_t{16});
        std::vector<cursor> open(parts);
        for (std::size_t i = 0; i + 1 != parts; ++i) {
            open[i].next = i * most_in_memory;
            open[i].left = most_in_memory;
        }
        open.back().part.swap(held_);
        // The part whose next record comes first is at the front of a heap.
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i != parts; ++i) {
            if (refill(open[i], at_once)) {
                order.push_back(i);
            }
        }
        const auto later = [&](std::size_t left, std::size_t right) { return Less{}(open[right].front(), open[left].front()); };
        std::make_heap(order.begin(), order.end(), later);
        while (!order.empty()) {
            std::pop_heap(order.begin(), order.end(), later);
            cursor& first = open[order.back()];
            visit(first.front());
            ++first.read;
            if (refill(first, at_once)) {
                std::push_heap(order.begin(), order.end(), later);
            } else {
                order.pop_back();
            }
        }
    }

private:
    // A sorted part, as much of it as is in memory.
    struct cursor {
        std::vector<Record> part{};
        std::size_t read = 0; // of `part`
        std::uint64_t next = 0;
        std::uint64_t left = 0;

        [[nodiscard]] const Record& front() const { return part[read]; }
    };

    // Whether there is another record.
    bool refill(cursor& each, std::size_t at_once) {
        if (each.read != each.part.size()) {
            return true;
        }
        const auto count = static_cast<std::size_t>((std::min)(each.left, static_cast<std::uint64_t>(at_once)));
        each.part.resize(count);
        each.read = 0;
        spilled_.read(each.next * sizeof(Record), each.part.data(), count * sizeof(Record));
        each.next += count;
        each.left -= count;
        return count != 0;
    }

    std::vector<Record> held_{};
    temporary_file spilled_{};
};

} // namespace command_line

#endif

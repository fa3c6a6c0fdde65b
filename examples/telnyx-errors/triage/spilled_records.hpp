// telnyx-errors, the command line: any number of records in bounded memory. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SPILLED_RECORDS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SPILLED_RECORDS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "triage/temporary_file.hpp"

namespace command_line {

/// The base of the two containers below: the last records in memory, those before them in a temporary file, in parts of equal
/// size.
template <class Record>
class spilled_records {
    static_assert(std::is_trivially_copyable<Record>::value, "records are written as bytes");

protected:
    static constexpr std::size_t most_in_memory = 65536;

    // Returns whether memory is full; then the caller spills.
    [[nodiscard]] bool hold(const Record& record) {
        held_.push_back(record);
        return held_.size() == most_in_memory;
    }
    void spill() {
        spilled_.append(held_.data(), held_.size() * sizeof(Record));
        held_.clear();
    }
    [[nodiscard]] std::uint64_t parts() const noexcept { return spilled_.size() / (most_in_memory * sizeof(Record)); }
    void read(std::uint64_t first, std::vector<Record>& records) {
        spilled_.read(first * sizeof(Record), records.data(), records.size() * sizeof(Record));
    }

    std::vector<Record> held_{}; // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes): for the containers

private:
    temporary_file spilled_{};
};

/// A list of records, in memory if there are few, or else in a temporary file.
template <class Record>
class record_list : spilled_records<Record> {
public:
    /// \throws temporary_file_failure
    void add(const Record& record) {
        if (this->hold(record)) {
            this->spill();
        }
    }
    /// Calls `visit(const Record&)` for each record. \throws temporary_file_failure, and what `visit` throws
    template <class Visitor>
    void each(Visitor visit) {
        std::vector<Record> part;
        for (std::uint64_t i = 0; i != this->parts(); ++i) {
            part.resize(this->most_in_memory);
            this->read(i * this->most_in_memory, part);
            std::for_each(part.begin(), part.end(), visit);
        }
        std::for_each(this->held_.begin(), this->held_.end(), visit);
    }
};

/// Sorts records with an external merge sort. The order of equal records is unspecified.
template <class Record, class Less>
class record_sorter : spilled_records<Record> {
public:
    /// \throws temporary_file_failure
    void add(const Record& record) {
        if (this->hold(record)) {
            sort_held();
            this->spill();
        }
    }
    /// Calls `visit(const Record&)` for each record, in order. Must be called once only. \throws temporary_file_failure, and what
    /// `visit` throws
    template <class Visitor>
    void each(Visitor visit) {
        sort_held();
        if (this->parts() == 0) {
            std::for_each(this->held_.begin(), this->held_.end(), visit);
            return;
        }
        const auto parts = static_cast<std::size_t>(this->parts()) + 1;
        const std::size_t at_once = (std::max)(this->most_in_memory / parts, std::size_t{16});
        std::vector<cursor> open(parts);
        for (std::size_t i = 0; i + 1 != parts; ++i) {
            open[i].next = i * this->most_in_memory;
            open[i].left = this->most_in_memory;
        }
        open.back().part.swap(this->held_);
        // A heap of the parts, ordered by their next record.
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
    // A sorted part, read in pieces.
    struct cursor {
        std::vector<Record> part{};
        std::size_t read = 0; // of `part`
        std::uint64_t next = 0;
        std::uint64_t left = 0;

        [[nodiscard]] const Record& front() const { return part[read]; }
    };

    void sort_held() { std::sort(this->held_.begin(), this->held_.end(), Less{}); }

    // Returns whether there is another record.
    bool refill(cursor& each, std::size_t at_once) {
        if (each.read != each.part.size()) {
            return true;
        }
        const auto count = static_cast<std::size_t>((std::min)(each.left, static_cast<std::uint64_t>(at_once)));
        each.part.resize(count);
        each.read = 0;
        this->read(each.next, each.part);
        each.next += count;
        each.left -= count;
        return count != 0;
    }
};

} // namespace command_line

#endif

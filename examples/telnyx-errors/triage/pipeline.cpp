// telnyx-errors, the command line: from inputs to findings, on several threads and in order. SPDX-License-Identifier: MIT
#include "triage/pipeline.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "streams/body_stream.hpp"
#include "failure.hpp"
#include "streams/input.hpp"
#include "streams/interruption.hpp"
#include "streams/unpacked_input.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t block_bytes = std::size_t{1} << 19U;
constexpr std::size_t block_limit = 8 * block_bytes; // an input without a place to cut it at is not cut into blocks
constexpr std::size_t most_texts = 16384;            // of a block whose texts are cut already
constexpr std::size_t blocks_ahead = 2;              // for each thread

// A text that was cut out of an input.
struct cut_text {
    std::size_t first; // its place in the block
    std::size_t size;
    std::size_t line;
    bool is_rest; // of the text before it, which was too long
};

// A piece of an input that can be read by itself: whole lines, up to a place where body_stream begins anew; or texts that a
// body_stream cut out already.
struct block {
    std::uint64_t number = 0; // in the order of the inputs
    std::uint32_t input = 0;
    std::size_t first_line = 1; // of whole lines
    std::string bytes{};
    std::vector<cut_text> texts{}; // empty: whole lines
};

// With find, which looks at many bytes at once, where std::count may look at each.
std::size_t lines_in(std::string_view bytes) {
    std::size_t lines = 0;
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1)) {
        ++lines;
    }
    return lines;
}

// Looks at the texts of a block, one after another.
class block_reader {
public:
    block_reader(body_examiner& examiner, const block& source, finding_list& findings)
        : examiner_(examiner), source_(source), findings_(findings) {}

    void read() {
        if (source_.texts.empty()) {
            read_lines(source_.bytes);
            return;
        }
        for (const cut_text& text : source_.texts) {
            const std::string_view bytes = std::string_view{source_.bytes}.substr(text.first, text.size);
            if (text.is_rest) {
                read_rest(bytes, text.line);
            } else {
                read_text(bytes, text.line);
            }
        }
    }

private:
    // Nearly every line is one object: then it need not be searched for brackets. What is not, the stream cuts.
    void read_lines(std::string_view bytes) {
        body_stream stream{[this](std::string_view text, std::size_t line) { read_text(text, line); },
                           [this](std::string_view text, std::size_t line) { read_rest(text, line); }};
        stream.start_at(source_.first_line);
        while (!bytes.empty()) {
            const std::size_t end = bytes.find('\n');
            const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
            if (stream.at_rest() && is_one_object(bytes.substr(0, end), stream.line())) {
                stream.pass_line();
            } else {
                stream.feed(bytes.substr(0, size));
            }
            bytes.remove_prefix(size);
        }
        stream.finish();
    }

    bool is_one_object(std::string_view line, std::size_t number) {
        const std::size_t last = line.find_last_not_of(" \t\r");
        return !line.empty() && line.front() == '{' && line[last] == '}' && line.size() <= te::limits::body_bytes &&
               examine(line, number) == te::problem::none;
    }

    void read_text(std::string_view text, std::size_t line) {
        if (const te::problem problem = examine(text, line); problem != te::problem::none) {
            body_examiner::reject(text, problem, findings_);
            findings_.relieve();
        }
    }

    void read_rest(std::string_view text, std::size_t line) {
        findings_.set_place(source_.input, line);
        body_examiner::reject_rest(text, findings_);
        findings_.relieve();
    }

    te::problem examine(std::string_view text, std::size_t line) {
        findings_.set_place(source_.input, line);
        const te::problem problem = examiner_.examine(text, findings_);
        findings_.relieve();
        return problem;
    }

    body_examiner& examiner_;
    const block& source_;
    finding_list& findings_;
};

// Looks at blocks, here and on threads, and hands the findings on in order.
class examiners {
public:
    examiners(const triage_settings& settings, unsigned threads, const triage_listener& listener)
        : settings_(settings), listener_(listener), own_(settings) {
        const shielded_threads shield;
        for (unsigned i = 1; i < threads; ++i) { // the calling thread is one of them
            try {
                threads_.emplace_back([this] { work(); });
            } catch (const std::system_error&) {
                break; // as many as there can be
            }
        }
    }
    ~examiners() {
        {
            const std::lock_guard<std::mutex> lock{mutex_};
            closed_ = true;
            waiting_.clear();
        }
        changed_.notify_all();
        for (std::thread& thread : threads_) {
            thread.join();
        }
    }
    examiners(const examiners&) = delete;
    examiners& operator=(const examiners&) = delete;

    /// Takes a block. Where enough are on their way, the caller looks at one himself, or waits.
    void add(block work_piece) {
        std::unique_lock<std::mutex> lock{mutex_};
        work_piece.number = added_++;
        waiting_.push_back(std::move(work_piece));
        changed_.notify_all();
        help_until(lock, threads_.empty() ? 0 : blocks_ahead * (threads_.size() + 1));
    }

    /// Waits until everything is handed on.
    void finish() {
        std::unique_lock<std::mutex> lock{mutex_};
        help_until(lock, 0);
    }

private:
    void help_until(std::unique_lock<std::mutex>& lock, std::uint64_t unfinished) {
        while (added_ - handed_on_ > unfinished && !broken_) {
            if (waiting_.empty()) {
                changed_.wait(lock);
            } else {
                examine_next(own_, lock);
            }
        }
        if (broken_) {
            std::rethrow_exception(broken_);
        }
    }

    void work() {
        std::unique_lock<std::mutex> lock{mutex_};
        try {
            body_examiner examiner{settings_};
            while (!closed_ && !broken_) {
                if (waiting_.empty()) {
                    changed_.wait(lock);
                } else {
                    examine_next(examiner, lock);
                }
            }
        } catch (...) { // there was no memory for an examiner: the others go on without this thread
            return;
        }
    }

    // Looks at the next block, without the lock meanwhile.
    void examine_next(body_examiner& examiner, std::unique_lock<std::mutex>& lock) noexcept {
        block work_piece = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        std::exception_ptr broken;
        try {
            finding_list findings{[&](std::vector<finding>&& part) { hand_on_part(work_piece.number, part); }};
            block_reader{examiner, work_piece, findings}.read();
            lock.lock();
            hand_on(work_piece.number, findings.take(), lock);
        } catch (...) {
            broken = std::current_exception();
        }
        if (!lock.owns_lock()) {
            lock.lock();
        }
        if (broken && !broken_) {
            broken_ = broken;
        }
        changed_.notify_all();
    }

    // Hands on what was found in the first part of a block. Waits until it is its turn: whoever looks at an earlier block does
    // not wait for this one.
    void hand_on_part(std::uint64_t number, const std::vector<finding>& findings) {
        {
            std::unique_lock<std::mutex> lock{mutex_};
            changed_.wait(lock, [&] { return number == handed_on_ || broken_; });
            if (broken_) {
                std::rethrow_exception(broken_);
            }
        }
        listener_.findings(findings); // nobody else's turn can come before this block is done
    }

    // Whoever comes first hands on everything whose turn it is, also what others finish meanwhile.
    void hand_on(std::uint64_t number, std::vector<finding> findings, std::unique_lock<std::mutex>& lock) {
        done_.emplace(number, std::move(findings));
        if (handing_on_) {
            return;
        }
        handing_on_ = true;
        for (auto next = done_.begin(); next != done_.end() && next->first == handed_on_ && !broken_; next = done_.begin()) {
            std::vector<finding> ready = std::move(next->second);
            done_.erase(next);
            lock.unlock();
            listener_.findings(ready);
            ready = {};
            lock.lock();
            ++handed_on_;
            changed_.notify_all();
        }
        handing_on_ = false;
    }

    const triage_settings& settings_;
    const triage_listener& listener_;
    body_examiner own_;

    std::mutex mutex_{}; // for what follows, up to the threads
    std::condition_variable changed_{};
    std::deque<block> waiting_{};
    std::map<std::uint64_t, std::vector<finding>> done_{};
    std::uint64_t added_ = 0;
    std::uint64_t handed_on_ = 0;
    bool handing_on_ = false;
    bool closed_ = false;
    std::exception_ptr broken_{};

    std::vector<std::thread> threads_{};
};

// Cuts one input into blocks, at lines where body_stream begins anew, which are found from behind and without looking at most
// of the bytes. Of an input that is a list, or that has no such lines, a body_stream cuts the texts.
class block_cutter {
public:
    block_cutter(std::uint32_t input, examiners& workers)
        : workers_(workers), input_(input), stream_([this](std::string_view text, std::size_t line) { keep(text, line, false); },
                                                    [this](std::string_view text, std::size_t line) { keep(text, line, true); }) {}

    void feed(std::string_view bytes) {
        if (is_stream_) {
            stream_.feed(bytes);
            return;
        }
        held_.append(bytes.data(), bytes.size());
        if (held_.size() >= block_bytes) {
            cut();
        }
    }
    /// Takes the end of the input.
    void finish() {
        if (!is_stream_ && begins_with_list()) {
            to_stream();
        }
        if (is_stream_) {
            stream_.finish();
            add(std::exchange(kept_, {}));
        } else if (!held_.empty()) {
            add_lines(held_.size());
        }
    }
    /// The input was not read to its end: what is not complete was not there.
    void break_off() {
        if (is_stream_) {
            add(std::exchange(kept_, {}));
        } else if (const std::size_t end = held_.rfind('\n'); end != std::string::npos) {
            add_lines(end + 1);
        }
    }

private:
    [[nodiscard]] bool begins_with_list() const {
        const std::size_t mark = held_.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
        const std::size_t first = held_.find_first_not_of(" \t\r\n", mark);
        return line_ == 1 && first != std::string::npos && held_[first] == '[';
    }

    void cut() {
        const bool is_list = begins_with_list();
        const std::size_t size = is_list ? 0 : last_place();
        if (size != 0) {
            add_lines(size);
        } else if (is_list || held_.size() >= block_limit) {
            to_stream();
        }
    }

    // Where the last line begins at which a body_stream begins anew; 0 if none does.
    [[nodiscard]] std::size_t last_place() const {
        const std::string_view bytes = held_;
        for (std::size_t end = bytes.size(); end != 0;) {
            const std::size_t found = bytes.rfind("\n{", end - 1);
            if (found == std::string_view::npos || found == 0) {
                return 0;
            }
            const std::size_t last = bytes.find_last_not_of(" \t\r\n", found - 1);
            if (last != std::string_view::npos && body_stream::begins_anew_behind(bytes[last])) {
                return found + 1;
            }
            end = found;
        }
        return 0;
    }

    void add(block next) {
        if (!next.bytes.empty() || !next.texts.empty()) {
            next.input = input_;
            workers_.add(std::move(next));
        }
    }

    void add_lines(std::size_t size) {
        std::string rest;
        rest.reserve(block_bytes + block_bytes / 2);
        rest.assign(held_, size);
        held_.resize(size);
        block next;
        next.first_line = line_;
        line_ += lines_in(held_);
        next.bytes = std::exchange(held_, std::move(rest));
        add(std::move(next));
    }

    void to_stream() {
        is_stream_ = true;
        stream_.start_at(line_);
        stream_.feed(std::exchange(held_, {}));
    }

    void keep(std::string_view text, std::size_t line, bool is_rest) {
        kept_.texts.push_back({kept_.bytes.size(), text.size(), line, is_rest});
        kept_.bytes += text;
        if (kept_.bytes.size() >= block_bytes || kept_.texts.size() == most_texts) {
            add(std::exchange(kept_, {}));
        }
    }

    examiners& workers_;
    std::uint32_t input_;
    std::string held_{};
    std::size_t line_ = 1; // on which `held_` begins
    bool is_stream_ = false;
    block kept_{};
    body_stream stream_;
};

// Reads an input to its end, or as far as that can be done. What was read of it counts.
void examine_input(std::uint32_t which, std::string_view name, examiners& workers, std::vector<std::string>& problems,
                   const std::function<void(std::uint64_t taken)>& progress) {
    block_cutter cutter{which, workers};
    std::string buffer(block_bytes / 4, '\0');
    try {
        unpacked_input source{name};
        while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
            cutter.feed(std::string_view{buffer}.substr(0, size));
            progress(source.taken());
            if (interrupted()) {
                break;
            }
        }
    } catch (const failure& broken_off) {
        problems.emplace_back(broken_off.what());
    }
    if (interrupted()) {
        cutter.break_off();
    } else {
        cutter.finish();
    }
}

} // namespace

std::vector<std::string> examine_inputs(const std::vector<std::string_view>& names, const triage_settings& settings,
                                        unsigned threads, const triage_listener& listener) {
    std::vector<std::string> problems;
    examiners workers{settings, threads, listener};
    std::uint64_t bytes = 0;
    for (std::uint32_t which = 0; which != names.size() && !interrupted(); ++which) {
        const std::uint64_t before = bytes;
        examine_input(which, names[which], workers, problems, [&](std::uint64_t taken) {
            bytes = before + taken;
            listener.progress(bytes);
        });
    }
    workers.finish();
    return problems;
}

std::uint64_t size_of_inputs(const std::vector<std::string_view>& names) {
    std::uint64_t sum = 0;
    bool all_known = true;
    for (const std::string_view name : names) {
        const std::uint64_t size = input::size_of(name);
        all_known = all_known && size != 0;
        sum += size;
    }
    return all_known ? sum : 0;
}

} // namespace command_line

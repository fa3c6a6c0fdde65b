// telnyx-errors, the command line: from inputs to rows, on several threads and in order. SPDX-License-Identifier: MIT
#include "rows/pipeline.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "failure.hpp"
#include "streams/body_stream.hpp"
#include "streams/characters.hpp"
#include "streams/input.hpp"
#include "streams/interruption.hpp"
#include "streams/text_input.hpp"

namespace command_line {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 19U;
constexpr std::size_t block_limit = 8 * block_bytes; // an input without a place to split it is not split into blocks
constexpr std::size_t most_texts = 16384;            // of a block of texts
constexpr std::size_t blocks_ahead = 2;              // per thread

// Uses find, which is faster than std::count with some standard libraries.
std::size_t lines_in(std::string_view bytes) {
    std::size_t lines = 0;
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1)) {
        ++lines;
    }
    return lines;
}

// Examines blocks, in this thread and others, and passes the rows on in order.
class examiners {
public:
    examiners(const decision_settings& settings, unsigned threads, const row_listener& listener)
        : settings_(settings), listener_(listener) {
        const thread_signal_guard guard;
        for (unsigned i = 1; i < threads; ++i) { // the calling thread is one of them
            try {
                threads_.emplace_back([this] { run(); });
            } catch (const std::system_error&) {
                break; // use fewer threads
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

    /// Adds a block. If enough blocks are in progress, examines one in this thread or waits.
    void add(block work) {
        std::unique_lock<std::mutex> lock{mutex_};
        work.number = added_++;
        waiting_.push_back(std::move(work));
        changed_.notify_all();
        help_until(lock, threads_.empty() ? 0 : blocks_ahead * (threads_.size() + 1));
    }

    /// Waits until all rows were passed on.
    void finish() {
        std::unique_lock<std::mutex> lock{mutex_};
        help_until(lock, 0);
    }

private:
    void help_until(std::unique_lock<std::mutex>& lock, std::uint64_t unfinished) {
        while (added_ - passed_on_ > unfinished && !error_) {
            if (waiting_.empty()) {
                changed_.wait(lock);
            } else {
                examine_next(lock);
            }
        }
        if (error_) {
            std::rethrow_exception(error_);
        }
    }

    void run() {
        std::unique_lock<std::mutex> lock{mutex_};
        while (!closed_ && !error_) {
            if (waiting_.empty()) {
                changed_.wait(lock);
            } else {
                examine_next(lock);
            }
        }
    }

    // Examines the next block; releases the lock while it does.
    void examine_next(std::unique_lock<std::mutex>& lock) noexcept {
        const block work = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        std::exception_ptr error;
        try {
            block_examiner{settings_, work, [&](const row_batch& found) { pass_on(work.number, found); }}.examine();
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        ++passed_on_;
        error_ = error_ ? error_ : error;
        changed_.notify_all();
    }

    // Passes on rows of a block. Waits for the blocks before it, which do not wait for this one.
    void pass_on(std::uint64_t number, const row_batch& found) {
        {
            std::unique_lock<std::mutex> lock{mutex_};
            changed_.wait(lock, [&] { return number == passed_on_ || error_; });
            if (error_) {
                std::rethrow_exception(error_);
            }
        }
        listener_.rows(found); // no other thread can pass rows on before this block is done
    }

    const decision_settings& settings_;
    const row_listener& listener_;

    std::mutex mutex_{}; // for what follows, up to the threads
    std::condition_variable changed_{};
    std::deque<block> waiting_{};
    std::uint64_t added_ = 0;
    std::uint64_t passed_on_ = 0;
    bool closed_ = false;
    std::exception_ptr error_{};

    std::vector<std::thread> threads_{};
};

// Splits one input into blocks at lines where body_stream starts a new value; it searches for these from the end, which skips most
// of the bytes. If the input is a list or has no such lines, a body_stream splits it into values.
class block_splitter {
public:
    /// \param has_lines  the input is known to consist of lines, whatever its first one is
    block_splitter(std::string_view input, examiners& workers, bool has_lines)
        : workers_(workers), input_(input), has_lines_(has_lines),
          stream_([this](std::string_view text, std::size_t line) { keep(text, line, text_kind::value); },
                  [this](std::string_view text, std::size_t line) { keep(text, line, text_kind::rest); }) {}

    void feed(std::string_view bytes) {
        if (is_stream_) {
            stream_.feed(bytes);
            return;
        }
        held_.append(bytes.data(), bytes.size());
        if (held_.size() >= block_bytes) {
            split();
        }
    }
    /// Ends the input.
    void finish() {
        if (!is_stream_ && !can_be_split()) {
            to_stream();
        }
        if (is_stream_) {
            stream_.finish();
        } else if (!held_.empty()) {
            add_lines(held_.size());
        }
        add(std::exchange(kept_, {}));
    }
    /// Passes on the complete lines so far, of an input that grows.
    void pass_on_lines() {
        if (!is_stream_ && !can_be_split() && held_.find_first_not_of(spaces) == held_.find('[')) {
            to_stream(); // it may be a list, which is more than its lines
        }
        finish_early();
    }
    /// Ends an input that was not read completely: ignores an incomplete value.
    void finish_early() {
        if (const std::size_t end = held_.rfind('\n'); end != std::string::npos) {
            add_lines(end + 1);
        }
        add(std::exchange(kept_, {}));
    }

    /// Adds what was split off the input by other means, which is all of it then.
    void keep(std::string_view text, std::size_t line, text_kind kind) {
        if (text.empty()) {
            return; // an input of nothing
        }
        kept_.texts.push_back({kept_.bytes.size(), text.size(), line, kind});
        kept_.bytes += text;
        if (kept_.bytes.size() >= block_bytes || kept_.texts.size() == most_texts) {
            add(std::exchange(kept_, {}));
        }
    }

private:
    [[nodiscard]] bool can_be_split() const { return line_ != 1 || body_stream::can_be_split(held_); }

    void split() {
        const bool splits = can_be_split();
        const std::size_t size = splits ? last_start() : 0;
        if (size != 0) {
            add_lines(size);
        } else if (!splits || held_.size() >= block_limit) {
            to_stream();
        }
    }

    // The position of the last line at which a body_stream starts a new value; 0 if there is none.
    [[nodiscard]] std::size_t last_start() const {
        const std::string_view bytes = held_;
        for (std::size_t end = bytes.size(); end != 0;) {
            const std::size_t found = bytes.rfind("\n{", end - 1);
            if (found == std::string_view::npos || found == 0) {
                return 0;
            }
            if (body_stream::starts_value_after(bytes.substr(0, found + 1))) {
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
        if (line_ != 1 || has_lines_) {
            stream_.start_at(line_);
        }
        stream_.feed(std::exchange(held_, {}));
    }

    examiners& workers_;
    std::string_view input_;
    bool has_lines_;
    std::string held_{};
    std::size_t line_ = 1; // the first line in `held_`
    bool is_stream_ = false;
    block kept_{};
    body_stream stream_;
};

// Reads an input to its end, or as far as possible. What was read of it counts.
void examine_input(std::string_view name, const csv_settings& csv, examiners& workers, std::vector<std::string>& problems,
                   const std::function<void(std::uint64_t taken)>& progress, const std::function<void()>& idle) {
    block_splitter splitter{name, workers, static_cast<bool>(idle)};
    csv_rows rows{
        csv, [&](std::string_view text, std::size_t line) { splitter.keep(text, line, text_kind::value); },
        [&](std::string_view text, std::size_t line, const std::string&) { splitter.keep(text, line, text_kind::rejected); }};
    const auto at_end = [&] {
        splitter.pass_on_lines();
        workers.finish();
        idle();
    };
    bool is_csv = false;
    std::string buffer(block_bytes / 4, '\0');
    try {
        text_input source{name, csv, idle ? at_end : std::function<void()>{}};
        while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
            is_csv = source.columns().has_value();
            is_csv ? rows.feed({buffer.data(), size}) : splitter.feed({buffer.data(), size});
            progress(source.taken());
            if (interrupted()) {
                break;
            }
        }
    } catch (const failure& error) {
        problems.emplace_back(error.what());
    }
    if (interrupted()) {
        splitter.finish_early();
    } else {
        is_csv ? rows.finish() : void();
        splitter.finish();
    }
}

} // namespace

std::vector<std::string> examine_inputs(const std::vector<std::string>& names, const decision_settings& settings,
                                        const csv_settings& csv, unsigned threads, const row_listener& listener) {
    constexpr unsigned most_threads = 256;
    const unsigned processors = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
    std::vector<std::string> problems;
    examiners workers{settings, threads == 0 ? processors : threads, listener};
    std::uint64_t bytes = 0;
    for (const std::string& name : names) {
        if (interrupted()) {
            break;
        }
        const std::uint64_t before = bytes;
        const auto progress = [&](std::uint64_t taken) {
            bytes = before + taken;
            listener.progress(bytes);
        };
        examine_input(name, csv, workers, problems, progress, &name == &names.back() ? listener.idle : std::function<void()>{});
    }
    workers.finish();
    return problems;
}

std::uint64_t size_of_inputs(const std::vector<std::string>& names) {
    std::uint64_t sum = 0;
    bool all_known = true;
    for (const std::string& name : names) {
        const std::uint64_t size = input::size_of(name);
        all_known = all_known && size != 0;
        sum += size;
    }
    return all_known ? sum : 0;
}

} // namespace command_line

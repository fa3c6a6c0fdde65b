// telnyx-errors: strings that several copies of a report share. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_DETAIL_SHARED_STRINGS_HPP
#define TELNYX_ERRORS_DETAIL_SHARED_STRINGS_HPP

#include <atomic>
#include <cstddef>
#include <new>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Characters that live as long as any copy of this object, at a fixed address. An empty one allocates nothing. Copies share the
// characters and may be used by different threads; `add` must be called before there are copies.
class shared_strings {
public:
    shared_strings() noexcept = default;
    shared_strings(const shared_strings& other) noexcept : first_(other.first_) {
        if (first_ != nullptr) {
            first_->uses.fetch_add(1, std::memory_order_relaxed);
        }
    }
    // There is no move: a view that was moved from keeps its strings, so it keeps what they point to.
    shared_strings& operator=(const shared_strings& other) noexcept {
        shared_strings copy{other};
        block* const mine = first_;
        first_ = copy.first_;
        copy.first_ = mine;
        return *this;
    }
    ~shared_strings() {
        if (first_ != nullptr && first_->uses.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            release();
        }
    }

    // Room for this many characters; null if there is no memory.
    [[nodiscard]] char* add(std::size_t size) noexcept {
        void* const storage = ::operator new(sizeof(block) + size, std::nothrow);
        if (storage == nullptr) {
            return nullptr;
        }
        auto* const added = ::new (storage) block{}; // NOLINT(cppcoreguidelines-owning-memory): the storage owns it
        if (first_ == nullptr) {
            first_ = added;
        } else {
            added->next = first_->next;
            first_->next = added;
        }
        return static_cast<char*>(storage) + sizeof(block);
    }

private:
    struct block {
        std::atomic<std::size_t> uses{1}; // of the first block: how many objects share the list
        block* next{nullptr};
    };

    void release() noexcept {
        while (first_ != nullptr) {
            block* const next = first_->next; // NOLINT(clang-analyzer-cplusplus.NewDelete): only the last copy releases
            first_->~block();
            ::operator delete(first_);
            first_ = next;
        }
    }

    block* first_{nullptr};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif

// telnyx-errors: a list that keeps its first elements in the object. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_DETAIL_INLINE_LIST_HPP
#define TELNYX_ERRORS_DETAIL_INLINE_LIST_HPP

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/limits.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// A list whose first `Inline` elements are kept in the object, so that reading an ordinary payload allocates nothing. More
// elements go to the heap, up to `limits::kept_items`. Where memory runs out, nothing throws: `push_back` returns false, and a
// copy has fewer elements than its original.
template <class T, std::size_t Inline>
class inline_list {
    static_assert(std::is_trivially_copyable<T>::value && std::is_trivially_destructible<T>::value, "elements are moved by memcpy");

public:
    // The storage is left as it is: defaulted, `{}` would clear it each time.
    // NOLINTBEGIN(modernize-use-equals-default,cppcoreguidelines-pro-type-member-init,cppcoreguidelines-prefer-member-initializer)
    inline_list() noexcept {}
    inline_list(const inline_list& other) noexcept { copy(other); }
    inline_list(inline_list&& other) noexcept { take(other); }
    // NOLINTEND(modernize-use-equals-default,cppcoreguidelines-pro-type-member-init,cppcoreguidelines-prefer-member-initializer)
    inline_list& operator=(const inline_list& other) noexcept {
        if (this != &other) {
            release();
            copy(other);
        }
        return *this;
    }
    inline_list& operator=(inline_list&& other) noexcept {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    ~inline_list() { release(); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T* data() noexcept { return heap_ != nullptr ? heap_ : std::launder(reinterpret_cast<T*>(inline_)); }
    [[nodiscard]] const T* data() const noexcept {
        return heap_ != nullptr ? heap_ : std::launder(reinterpret_cast<const T*>(inline_));
    }
    [[nodiscard]] T* begin() noexcept { return data(); }
    [[nodiscard]] T* end() noexcept { return data() + size_; }

    // Appends a copy, and returns whether there was room for it. After the first element without room nothing is appended any
    // more: what is kept are the first elements, without a gap.
    [[nodiscard]] bool push_back(const T& value) noexcept {
        if (size_ == limits::kept_items || exhausted_ || (size_ == capacity_ && !grow(capacity_ * 2))) {
            return false;
        }
        ::new (static_cast<void*>(data() + size_)) T(value);
        ++size_;
        return true;
    }

private:
    [[nodiscard]] bool grow(std::size_t capacity) noexcept {
        void* const storage = ::operator new(capacity * sizeof(T), std::nothrow);
        if (storage == nullptr) {
            exhausted_ = true;
            return false;
        }
        std::memcpy(storage, data(), size_ * sizeof(T));
        ::operator delete(heap_);
        heap_ = static_cast<T*>(storage);
        capacity_ = capacity;
        return true;
    }
    void copy(const inline_list& other) noexcept {
        size_ = other.size_ <= Inline || grow(other.size_) ? other.size_ : Inline;
        std::memcpy(static_cast<void*>(data()), other.data(), size_ * sizeof(T));
    }
    void take(inline_list& other) noexcept {
        if (other.heap_ == nullptr) {
            std::memcpy(inline_, other.inline_, other.size_ * sizeof(T));
        }
        heap_ = other.heap_;
        size_ = other.size_;
        capacity_ = other.capacity_;
        exhausted_ = other.exhausted_;
        other.heap_ = nullptr;
        other.size_ = 0;
        other.capacity_ = Inline;
    }
    void release() noexcept {
        ::operator delete(heap_);
        heap_ = nullptr;
        size_ = 0;
        capacity_ = Inline;
        exhausted_ = false;
    }

    T* heap_{nullptr};
    std::size_t size_{0};
    std::size_t capacity_{Inline};
    bool exhausted_{false};
    alignas(T) unsigned char inline_[Inline * sizeof(T)]; // NOLINT: written by push_back, element by element
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif

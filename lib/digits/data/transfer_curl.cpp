#include <digits/data/transfer.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/version.h>

namespace digits::data {
namespace {

constexpr int kMaxRedirects = 5;
constexpr int kOk = 200;
constexpr int kPartialContent = 206;
constexpr int kRangeNotSatisfiable = 416;

using Curl = std::unique_ptr<CURL, void (*)(CURL*)>;

std::string url_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  const std::unique_ptr<char, void (*)(void*)> owner(text, curl_free);
  return text;
}

bool is_allowed(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return false;
  const std::string scheme = url_part(parsed.get(), CURLUPART_SCHEME);
  return scheme == "https" ||
         (scheme == "http" && url_part(parsed.get(), CURLUPART_HOST) == "127.0.0.1");
}

/// The file a download goes to: appended to, or emptied first.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& path)
      : path_(path), fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666)) {
    if (fd_ < 0) fail();
    const off_t end = ::lseek(fd_, 0, SEEK_END);
    if (end < 0) fail();
    size_ = static_cast<std::uint64_t>(end);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() { ::close(fd_); }

  std::uint64_t size() const { return size_; }

  void clear() {
    if (::ftruncate(fd_, 0) != 0 || ::lseek(fd_, 0, SEEK_SET) != 0) fail();
    size_ = 0;
  }

  void append(const char* data, std::size_t count) {
    while (count > 0) {
      const ssize_t written = ::write(fd_, data, count);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      data += written;
      count -= static_cast<std::size_t>(written);
      size_ += static_cast<std::uint64_t>(written);
    }
  }

 private:
  [[noreturn]] void fail() const {
    throw core::OutputError(
        fmt::format("{}: cannot be written: {}", path_.string(), core::system_message(errno)));
  }

  std::filesystem::path path_;
  int fd_;
  std::uint64_t size_ = 0;
};

/// One request and what its callbacks, which C code calls and no exception may leave, found out.
class Request {
 public:
  Request(PartFile& file, const TransferOptions& options)
      : curl_(curl_easy_init(), curl_easy_cleanup), file_(file), options_(options) {
    if (curl_ == nullptr) throw core::InternalError("libcurl does not start");
    set(CURLOPT_ERRORBUFFER, message_.data());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_USERAGENT, user_agent_.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_timeout.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_timeout.count()));
    set(CURLOPT_WRITEFUNCTION, &Request::on_data);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Request::on_tick);
    set(CURLOPT_XFERINFODATA, this);
  }

  /// Asks for what `file` lacks of `url`. Throws OutputError if the file cannot be written.
  CURLcode perform(const std::string& url) {
    set(CURLOPT_URL, url.c_str());
    // A proxy could not reach this machine's own address.
    set(CURLOPT_NOPROXY, url.starts_with("http:") ? "*" : nullptr);
    const std::string range = fmt::format("{}-", file_.size());
    set(CURLOPT_RANGE, file_.size() > 0 ? range.c_str() : nullptr);
    started_ = false;
    const CURLcode code = curl_easy_perform(curl_.get());
    if (failure_) std::rethrow_exception(failure_);
    return code;
  }

  long response() const {
    long code = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

  /// Where the server sent us instead, or nothing.
  std::optional<std::string> redirect() const {
    char* url = nullptr;
    curl_easy_getinfo(curl_.get(), CURLINFO_REDIRECT_URL, &url);
    if (url == nullptr) return std::nullopt;
    return url;
  }

  std::string describe(CURLcode code) const {
    if (too_large_) return fmt::format("it sent more than {} bytes", options_.max_bytes);
    if (response() >= 400) return fmt::format("it answered HTTP {}", response());
    return message_[0] != '\0' ? message_.data() : curl_easy_strerror(code);
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_.get(), option, value);
  }

  static std::size_t on_data(const char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<Request*>(self)->receive(data, size * count) ? size * count : 0;
  }

  static int on_tick(void* self, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*up_total*/,
                     curl_off_t /*up_now*/) {
    return static_cast<Request*>(self)->options_.stop.stop_requested() ? 1 : 0;
  }

  bool receive(const char* data, std::size_t count) try {
    if (response() / 100 == 3) return true;  // the page that goes with a redirect
    if (!std::exchange(started_, true) && response() != kPartialContent) file_.clear();
    too_large_ = file_.size() + count > options_.max_bytes;
    if (too_large_) return false;
    file_.append(data, count);
    if (options_.on_progress) options_.on_progress(file_.size());
    return true;
  } catch (...) {
    failure_ = std::current_exception();
    return false;
  }

  Curl curl_;
  PartFile& file_;
  const TransferOptions& options_;
  std::string user_agent_ = fmt::format("digits/{}", core::kVersion);
  std::array<char, CURL_ERROR_SIZE> message_{};
  bool started_ = false;
  bool too_large_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void check_url(const std::string& url) {
  if (is_allowed(url)) return;
  throw core::UsageError(
      fmt::format("the mirror \"{}\" is not allowed: expected an https:// address, or http:// on "
                  "127.0.0.1",
                  url));
}

TransferResult transfer(const std::string& url, const std::filesystem::path& path,
                        const TransferOptions& options) {
  check_url(url);
  PartFile file(path);
  std::string target = url;
  for (int redirects = 0; redirects <= kMaxRedirects;) {
    if (options.stop.stop_requested()) return {TransferState::kStopped, ""};
    Request request(file, options);
    const CURLcode code = request.perform(target);
    if (code == CURLE_ABORTED_BY_CALLBACK) return {TransferState::kStopped, ""};
    if (request.response() == kRangeNotSatisfiable && file.size() > 0) {
      file.clear();
    } else if (code != CURLE_OK) {
      return {TransferState::kFailed, request.describe(code)};
    } else if (const auto redirect = request.redirect()) {
      if (!is_allowed(*redirect)) {
        return {TransferState::kFailed, fmt::format("it redirects to {}", *redirect)};
      }
      target = *redirect;
      ++redirects;
    } else if (request.response() == kOk || request.response() == kPartialContent) {
      return {TransferState::kComplete, ""};
    } else {
      return {TransferState::kFailed, fmt::format("it answered HTTP {}", request.response())};
    }
  }
  return {TransferState::kFailed, fmt::format("it redirects more than {} times", kMaxRedirects)};
}

}  // namespace digits::data

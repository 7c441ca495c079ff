// A small web server on 127.0.0.1 that can misbehave, for tests of downloading.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace digits::test {

/// What the server does with requests for one path.
struct Reply {
  enum class Ranges { kHonour, kIgnore };

  int status = 200;
  std::string body = {};
  Ranges ranges = Ranges::kHonour;
  std::string location = {};  ///< sent as the Location header if not empty
  std::optional<std::size_t> cut_after =
      {};  ///< close the connection after so many bytes of a body
  std::optional<std::size_t> stall_after = {};  ///< send so many bytes of a body, then nothing more
};

struct SeenRequest {
  std::string path;
  std::string range = {};  ///< the Range header's value, or empty
};

/// Answers one request a connection, in a thread of its own, until it is destroyed.
class HttpServer {
 public:
  HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  /// What to answer from now on to requests for `path` ("/a.gz"); other paths get 404.
  void set(const std::string& path, Reply reply);

  /// "http://127.0.0.1:PORT/"
  std::string url() const;
  std::vector<SeenRequest> requests() const;

 private:
  void serve();
  void answer(int connection);
  Reply find(const SeenRequest& request);

  int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, Reply> replies_;
  std::vector<SeenRequest> requests_;
  std::vector<int> stalled_;
  std::thread thread_;
};

}  // namespace digits::test

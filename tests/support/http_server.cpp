#include "http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace digits::test {
namespace {

std::string read_head(int connection) {
  std::string head;
  std::array<char, 4096> buffer{};
  while (head.find("\r\n\r\n") == std::string::npos) {
    const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (count <= 0) break;
    head.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return head;
}

void send_all(int connection, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

SeenRequest parse(const std::string& head) {
  SeenRequest request;
  const std::size_t path = head.find(' ') + 1;
  request.path = head.substr(path, head.find(' ', path) - path);
  constexpr std::string_view kRange = "\r\nRange: ";
  if (const std::size_t range = head.find(kRange); range != std::string::npos) {
    const std::size_t value = range + kRange.size();
    request.range = head.substr(value, head.find("\r\n", value) - value);
  }
  return request;
}

}  // namespace

HttpServer::HttpServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof(address);
  if (listener_ < 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("the test server cannot listen on 127.0.0.1");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  for (const int connection : stalled_) ::close(connection);
}

void HttpServer::set(const std::string& path, Reply reply) {
  const std::lock_guard lock(mutex_);
  replies_[path] = std::move(reply);
}

std::string HttpServer::url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

std::vector<SeenRequest> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::serve() {
  while (true) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    answer(connection);
  }
}

Reply HttpServer::find(const SeenRequest& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  const auto found = replies_.find(request.path);
  return found == replies_.end() ? Reply{.status = 404, .body = "not here"} : found->second;
}

void HttpServer::answer(int connection) {
  const SeenRequest request = parse(read_head(connection));
  const Reply reply = find(request);
  std::string_view body = reply.body;
  int status = reply.status;
  std::string headers;
  if (!request.range.empty() && reply.ranges == Reply::Ranges::kHonour && status == 200) {
    const std::size_t start = std::stoul(request.range.substr(request.range.find('=') + 1));
    if (start >= body.size()) {
      status = 416;
      body = {};
    } else {
      status = 206;
      headers += "Content-Range: bytes " + std::to_string(start) + "-" +
                 std::to_string(body.size() - 1) + "/" + std::to_string(body.size()) + "\r\n";
      body.remove_prefix(start);
    }
  }
  if (!reply.location.empty()) headers += "Location: " + reply.location + "\r\n";
  send_all(connection, "HTTP/1.1 " + std::to_string(status) +
                           " X\r\nConnection: close\r\nContent-Length: " +
                           std::to_string(body.size()) + "\r\n" + headers + "\r\n");
  if (reply.stall_after) {
    send_all(connection, body.substr(0, *reply.stall_after));
    stalled_.push_back(connection);
    return;
  }
  send_all(connection, body.substr(0, reply.cut_after.value_or(body.size())));
  ::close(connection);
}

}  // namespace digits::test

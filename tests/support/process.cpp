#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace digits::test {
namespace {

using Clock = std::chrono::steady_clock;

int checked(int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category());
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  void close() {
    if (is_open()) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    checked(::pipe2(ends.data(), O_CLOEXEC));
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
  }
  Descriptor reader;
  Descriptor writer;
};

/// Moves what there is to read into `text`; closes `source` at its end.
void drain(Descriptor& source, std::string& text) {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(source.get(), buffer.data(), buffer.size());
  if (count > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  } else if (count == 0 || errno != EINTR) {
    source.close();
  }
}

/// Gives the program more of its input; closes `target` when all is given or nobody reads.
void feed(Descriptor& target, std::string_view& input) {
  const ssize_t count = ::write(target.get(), input.data(), input.size());
  if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
  if (input.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) target.close();
}

/// The parent's side of a running program.
class Running {
 public:
  Running(pid_t child, Pipe& in, Pipe& out, Pipe& err, const ProcessOptions& options)
      : child_(child),
        in_(std::move(in.writer)),
        out_(std::move(out.reader)),
        err_(std::move(err.reader)),
        input_(options.input),
        signals_(options.signals),
        deadline_(Clock::now() + options.timeout) {
    checked(::fcntl(in_.get(), F_SETFL, O_NONBLOCK));
    if (input_.empty()) in_.close();
  }

  ProcessResult finish() {
    while (out_.is_open() || err_.is_open()) {
      exchange();
      if (Clock::now() >= deadline_) ::kill(child_, SIGKILL);
      send_due_signals();
    }
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) result_.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result_.signal = WTERMSIG(status);
    return result_;
  }

 private:
  /// Waits up to a tenth of a second for something to read or write.
  void exchange() {
    std::array<pollfd, 3> waiting{
        {{in_.get(), POLLOUT, 0}, {out_.get(), POLLIN, 0}, {err_.get(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), 100) <= 0) return;
    if (waiting[0].revents != 0) feed(in_, input_);
    if (waiting[1].revents != 0) drain(out_, result_.out);
    if (waiting[2].revents != 0) drain(err_, result_.err);
  }

  void send_due_signals() {
    while (sent_ < signals_.size()) {
      const SignalWhen& next = signals_[sent_];
      if (result_.out.find(next.text) == std::string::npos &&
          result_.err.find(next.text) == std::string::npos) {
        return;
      }
      ::kill(child_, next.number);
      ++sent_;
    }
  }

  pid_t child_;
  Descriptor in_;
  Descriptor out_;
  Descriptor err_;
  std::string_view input_;
  const std::vector<SignalWhen>& signals_;
  std::size_t sent_ = 0;
  Clock::time_point deadline_;
  ProcessResult result_;
};

void connect_output(OutputGoes output, const Pipe& pipe) {
  if (output == OutputGoes::kHere || output == OutputGoes::kToClosedPipe) {
    ::dup2(pipe.writer.get(), STDOUT_FILENO);
  } else if (output == OutputGoes::kToFullDevice) {
    ::dup2(::open("/dev/full", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
  } else {
    ::close(STDOUT_FILENO);
  }
}

}  // namespace

void become(const std::vector<std::string>& command, const std::vector<std::string>& environment,
            const std::filesystem::path& folder) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const std::string& variable : environment) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos) {
      ::unsetenv(variable.c_str());
    } else {
      ::setenv(variable.substr(0, equals).c_str(), variable.c_str() + equals + 1, 1);
    }
  }
  std::vector<char*> arguments;
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  if (::chdir(folder.c_str()) == 0) ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

ProcessResult run_process(const std::vector<std::string>& command, const ProcessOptions& options) {
  Pipe in;
  Pipe out;
  Pipe err;
  if (options.output == OutputGoes::kToClosedPipe) out.reader.close();
  const pid_t child = checked(::fork());
  if (child == 0) {
    ::dup2(in.reader.get(), STDIN_FILENO);
    ::dup2(err.writer.get(), STDERR_FILENO);
    connect_output(options.output, out);
    std::signal(SIGINT, SIG_DFL);  // a shell's background jobs hand on that they ignore it
    become(command, options.environment, options.folder);
  }
  in.reader.close();
  out.writer.close();
  err.writer.close();
  // A program that does not read all of its input must not end the test.
  const auto old_handler = std::signal(SIGPIPE, SIG_IGN);
  ProcessResult result = Running(child, in, out, err, options).finish();
  std::signal(SIGPIPE, old_handler);
  return result;
}

}  // namespace digits::test

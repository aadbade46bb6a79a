/* A disk that fails, a clock that runs back, a wire that leads elsewhere: loaded before libc by LD_PRELOAD.

   fault_arm("/output", 7, 1, EIO): of the calls that touch a file below /output the seventh fails. Instead of an error:
   SIGKILL ends the process there, after half of the write if it is one; SIGSTOP halts it there; SHORT writes only half.
   FAULT_CLOCK=1: each look at the clock shows an hour less. FAULT_CONNECT=9092:7000: who connects to the one port gets to
   the other. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum kind { READ, WRITE, OPEN, OPEN_TO_WRITE };
enum { KILL = -SIGKILL, STOP = -SIGSTOP, SHORT = -1 };

static char folder[PATH_MAX];
static long calls, first = -1, many;
static int how;

void fault_arm(const char *path, long at, long count, int what) {
  snprintf(folder, sizeof folder, "%s", path);
  calls = 0, first = at, many = count, how = what;
}

long fault_calls(void) { return calls; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int concerned(enum kind kind) {
  if (how == EMFILE) return kind == OPEN || kind == OPEN_TO_WRITE;
  if (how == ENOSPC || how == EROFS) return kind == WRITE || kind == OPEN_TO_WRITE;
  return how != SHORT || kind == WRITE;
}

static int fails(const char *path, enum kind kind) {
  if (!folder[0] || !path || strncmp(path, folder, strlen(folder)) || !concerned(kind)) return 0;
  long number = __sync_fetch_and_add(&calls, 1);
  return number >= first && number < first + many;
}

static int fails_at(int file, enum kind kind) {
  char link[64], path[PATH_MAX];
  if (!folder[0]) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return fails(path, kind);
}

/* What happens at the call that fails: tells whether it is to return an error. */
static int fault(void) {
  if (how == KILL || how == STOP) kill(getpid(), -how);
  if (how < 0) return 0;
  errno = how;
  return 1;
}

#define GUARDED(failing, call) \
  if ((failing) && fault()) return -1; \
  return call

#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    enum kind kind = (flags & (O_WRONLY | O_RDWR | O_CREAT)) ? OPEN_TO_WRITE : OPEN; \
    GUARDED(fails(path, kind), REAL(name)(path, flags, mode)); \
  }
OPENING(open)
OPENING(open64)

ssize_t write(int file, const void *bytes, size_t size) {
  if (fails_at(file, WRITE)) {
    if (how == SHORT) return REAL(write)(file, bytes, (size + 1) / 2);
    if (how == KILL) (void)!REAL(write)(file, bytes, size / 2);
    if (fault()) return -1;
  }
  return REAL(write)(file, bytes, size);
}

ssize_t read(int file, void *bytes, size_t size) { GUARDED(fails_at(file, READ), REAL(read)(file, bytes, size)); }
ssize_t pread(int file, void *bytes, size_t size, off_t at) { GUARDED(fails_at(file, READ), REAL(pread)(file, bytes, size, at)); }
ssize_t pread64(int file, void *bytes, size_t size, off64_t at) { GUARDED(fails_at(file, READ), REAL(pread64)(file, bytes, size, at)); }
int fsync(int file) { GUARDED(fails_at(file, WRITE), REAL(fsync)(file)); }
int rename(const char *from, const char *to) { GUARDED(fails(to, WRITE), REAL(rename)(from, to)); }
int unlink(const char *path) { GUARDED(fails(path, WRITE), REAL(unlink)(path)); }
int mkdir(const char *path, mode_t mode) { GUARDED(fails(path, WRITE), REAL(mkdir)(path, mode)); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  static long looks;
  int status = REAL(clock_gettime)(clock, now);
  if (clock == CLOCK_REALTIME && getenv("FAULT_CLOCK")) now->tv_sec -= 3600 * __sync_fetch_and_add(&looks, 1);
  return status;
}

int connect(int wire, const struct sockaddr *address, socklen_t size) {
  const char *said = getenv("FAULT_CONNECT");
  int from, to;
  if (said && sscanf(said, "%d:%d", &from, &to) == 2) {
    /* The port stands at the same place for both families. */
    struct sockaddr_in *inet = (struct sockaddr_in *)address;
    if ((address->sa_family == AF_INET || address->sa_family == AF_INET6) && inet->sin_port == htons(from)) inet->sin_port = htons(to);
  }
  return REAL(connect)(wire, address, size);
}

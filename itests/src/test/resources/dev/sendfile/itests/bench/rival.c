/*
 * What the system calls cost without a JVM around them.
 *
 *     rival send|receive|pump PORT FILE SIZE HEADER
 *
 * connects to the far end on 127.0.0.1 as the contenders in the JVM do. Each line that it reads is
 * a number of transfers; it answers with one line when the far end has settled: nanoseconds, and
 * nanoseconds that it ran, of one transfer.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PIPE = 1 << 20 };

static int file, from, to, pipes[2];
static long long size, header;
static char headers[1 << 16];

static long long checked(long long result, const char *call) {
  if (result < 0) {
    perror(call);
    exit(1);
  }
  return result;
}

static int connected(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = (int) checked(socket(AF_INET, SOCK_STREAM, 0), "socket");
  checked(connect(fd, (struct sockaddr *) &address, sizeof address), "connect");
  int on = 1;
  checked(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
  return fd;
}

static void send_once(void) {
  if (header > 0) {
    checked(send(to, headers, (size_t) header, MSG_MORE), "send");
  }
  for (off_t position = 0; position < size;) {
    checked(sendfile(to, file, &position, (size_t) (size - position)), "sendfile");
  }
}

/* to a file at a position, or to a socket, which has none */
static void splice_once(int target, loff_t *position) {
  for (long long left = size; left > 0;) {
    size_t most = left < PIPE ? (size_t) left : PIPE;
    long long n = checked(splice(from, NULL, pipes[1], NULL, most, 0), "splice in");
    left -= n;
    while (n > 0) {
      n -= checked(splice(pipes[0], NULL, target, position, (size_t) n, 0), "splice out");
    }
  }
}

static void receive_once(void) {
  loff_t position = 0;
  splice_once(file, &position);
}

static void pump_once(void) { splice_once(to, NULL); }

static void announce(int fd, long long bytes) {
  uint64_t announced = htobe64((uint64_t) bytes);
  checked(write(fd, &announced, sizeof announced), "write");
}

static long long nanos(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: rival send|receive|pump PORT FILE SIZE HEADER\n");
    return 2;
  }
  int sends = !strcmp(argv[1], "send");
  int receives = !strcmp(argv[1], "receive");
  void (*once)(void) = sends ? send_once : receives ? receive_once : pump_once;
  int port = atoi(argv[2]);
  file = (int) checked(open(argv[3], sends ? O_RDONLY : O_WRONLY), "open");
  size = atoll(argv[4]);
  header = atoll(argv[5]);
  to = receives ? -1 : connected(port);
  from = sends ? -1 : connected(port);
  checked(pipe2(pipes, O_CLOEXEC), "pipe2");
  checked(fcntl(pipes[0], F_SETPIPE_SZ, PIPE), "F_SETPIPE_SZ");
  int times;
  while (scanf("%d", &times) == 1) {
    if (to >= 0) {
      announce(to, times * (header + size));
    }
    if (from >= 0) {
      announce(from, -times * size);
    }
    long long ran = nanos(CLOCK_THREAD_CPUTIME_ID);
    long long began = nanos(CLOCK_MONOTONIC);
    for (int i = 0; i < times; i++) {
      once();
    }
    long long cpu = nanos(CLOCK_THREAD_CPUTIME_ID) - ran;
    char settled;
    if (to >= 0) {
      checked(read(to, &settled, 1), "read");
    }
    printf("%lld %lld\n", (nanos(CLOCK_MONOTONIC) - began) / times, cpu / times);
    fflush(stdout);
  }
  return 0;
}

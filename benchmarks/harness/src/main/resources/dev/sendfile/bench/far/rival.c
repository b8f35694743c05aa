/*
 * What the system calls cost without a JVM around them.
 *
 *     rival send|receive|pump PORT ORDERS FILE SIZE HEADER awake|asleep
 *
 * connects to the far end on 127.0.0.1 as the contenders in the JVM do: the bytes go by one port,
 * orders by the other. Each line that it reads is a number of transfers; it answers with one line
 * when the far end has settled: nanoseconds, and nanoseconds that it ran, of one transfer. For 0 it
 * makes one transfer, and answers how many bytes have arrived, and their checksum.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PIPE = 1 << 20 };

/* as Order.Verb has them */
enum { ATTACH = 'a', DRAIN = 'd', DRAIN_AWAKE = 'w', POUR = 'p', PROVE = 'v', END = 'e' };

/* bytes go by the first, orders about them by the second */
struct link {
  int fd, orders;
};

static int file, pipes[2];
static struct link from, to;
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
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = (int) checked(socket(AF_INET, SOCK_STREAM, 0), "socket");
  checked(connect(fd, (struct sockaddr *) &address, sizeof address), "connect");
  int on = 1;
  checked(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
  return fd;
}

static void order(struct link link, long long verb, long long value) {
  uint64_t both[] = {htobe64((uint64_t) verb), htobe64((uint64_t) value)};
  checked(write(link.orders, both, sizeof both), "write");
}

static void answered(struct link link, long long answer[2]) {
  uint64_t both[2];
  if (recv(link.orders, both, sizeof both, MSG_WAITALL) != sizeof both) {
    fprintf(stderr, "the far end has closed a connection\n");
    exit(1);
  }
  answer[0] = (long long) be64toh(both[0]);
  answer[1] = (long long) be64toh(both[1]);
}

static struct link linked(int port, int orders) {
  struct link link = {connected(port), connected(orders)};
  struct sockaddr_in near;
  socklen_t length = sizeof near;
  checked(getsockname(link.fd, (struct sockaddr *) &near, &length), "getsockname");
  order(link, ATTACH, ntohs(near.sin_port));
  long long answer[2];
  answered(link, answer);
  checked(answer[0], "far end");
  return link;
}

static void send_once(void) {
  if (header > 0) {
    checked(send(to.fd, headers, (size_t) header, MSG_MORE), "send");
  }
  for (off_t position = 0; position < size;) {
    checked(sendfile(to.fd, file, &position, (size_t) (size - position)), "sendfile");
  }
}

/* to a file at a position, or to a socket, which has none */
static void splice_once(int target, loff_t *position) {
  for (long long left = size; left > 0;) {
    size_t most = left < PIPE ? (size_t) left : PIPE;
    long long n = checked(splice(from.fd, NULL, pipes[1], NULL, most, 0), "splice in");
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

static void pump_once(void) { splice_once(to.fd, NULL); }

static long long nanos(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 8) {
    fprintf(stderr, "usage: rival send|receive|pump PORT ORDERS FILE SIZE HEADER awake|asleep\n");
    return 2;
  }
  int sends = !strcmp(argv[1], "send");
  int receives = !strcmp(argv[1], "receive");
  void (*once)(void) = sends ? send_once : receives ? receive_once : pump_once;
  file = (int) checked(open(argv[4], sends ? O_RDONLY : O_WRONLY), "open");
  size = atoll(argv[5]);
  header = atoll(argv[6]);
  int drain = !strcmp(argv[7], "awake") ? DRAIN_AWAKE : DRAIN;
  if (header > (long long) sizeof headers) {
    fprintf(stderr, "a header of %lld bytes is too long\n", header);
    return 2;
  }
  memset(headers, 'h', sizeof headers);
  signal(SIGINT, SIG_IGN); /* of a terminal: it ends with its orders */
  if (!receives) {
    to = linked(atoi(argv[2]), atoi(argv[3]));
  }
  if (!sends) {
    from = linked(atoi(argv[2]), atoi(argv[3]));
  }
  checked(pipe2(pipes, O_CLOEXEC), "pipe2");
  checked(fcntl(pipes[0], F_SETPIPE_SZ, PIPE), "F_SETPIPE_SZ");
  int asked;
  while (scanf("%d", &asked) == 1) {
    int times = asked > 0 ? asked : 1;
    if (!receives) {
      order(to, asked > 0 ? drain : PROVE, times * (header + size));
    }
    if (!sends) {
      order(from, POUR, times * size);
    }
    long long ran = nanos(CLOCK_THREAD_CPUTIME_ID);
    long long began = nanos(CLOCK_MONOTONIC);
    for (int i = 0; i < times; i++) {
      once();
    }
    long long cpu = nanos(CLOCK_THREAD_CPUTIME_ID) - ran;
    long long answer[2] = {0, 0};
    if (!receives) {
      if (asked == 0) {
        order(to, END, 0);
      }
      answered(to, answer);
    }
    if (asked > 0) {
      answer[0] = (nanos(CLOCK_MONOTONIC) - began) / times;
      answer[1] = cpu / times;
    }
    printf("%lld %lld\n", answer[0], answer[1]);
    fflush(stdout);
  }
  return 0;
}

/* Stands between a program and the C library: counts what the program does to the files below one folder, makes one
   such operation fail, or writes all of them down so that a power failure can be simulated.

   Loaded by LD_PRELOAD and steered through the torture_… functions; without orders it passes everything on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum mode { KILL, TORN, EIO_ONCE, ENOSPC_ONCE, FULL, DEAD };
enum kind { WRITE, TRUNCATE, SYNC, UNLINK, RENAME, LINK, MARK };

static char root[PATH_MAX];
static size_t root_length;
static long count, fail_at;
static int mode, recording = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, data, size);
}

/* Below this folder from now on; at the at-th operation (0: never) this happens. */
void torture_arm(const char *folder, long at, int how) {
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    count = 0;
    fail_at = at;
    mode = how;
}

/* From now on nothing goes wrong any more. */
void torture_heal(void) { fail_at = 0; }

long torture_count(void) { return count; }

void torture_record(int fd) { recording = fd; }

static int below_root(const char *path) {
    return root_length && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || !path[root_length]);
}

static int is_watched(int fd, char *path) {
    char link[64];
    if (!root_length || fd < 3 || fd == recording) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below_root(path);
}

/* One record: five numbers, then the path (or two, parted by a NUL), then the data. */
static void note(int kind, int64_t inode, const char *path, size_t path_size, int64_t offset, const void *data, size_t size) {
    if (recording < 0) return;
    int64_t head[5] = {kind, inode, (int64_t)path_size, offset, (int64_t)size};
    pthread_mutex_lock(&turn);
    plain_write(recording, head, sizeof head);
    plain_write(recording, path, path_size);
    if (data) plain_write(recording, data, size);
    pthread_mutex_unlock(&turn);
}

/* Say in the recording that what happened so far was confirmed to the user. */
void torture_mark(long number) { note(MARK, number, "", 0, 0, NULL, 0); }

static int64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 ? (int64_t)found.st_ino : -1;
}

static int64_t inode_at(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0 ? (int64_t)found.st_ino : -1;
}

/* Count an operation; 1 if it has to fail with errno set. `takes_space`: a full disk refuses it. */
static int fails(int takes_space) {
    long now = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (fail_at <= 0 || now < fail_at) return 0;
    if (mode == FULL) { errno = ENOSPC; return takes_space; }
    if (mode == DEAD) { errno = EIO; return 1; }
    if (now != fail_at) return 0;
    if (mode == KILL || mode == TORN) _exit(99);
    errno = mode == EIO_ONCE ? EIO : ENOSPC;
    return 1;
}

static int is_torn_now(void) { return mode == TORN && fail_at > 0 && count + 1 == fail_at; }

static ssize_t put_at(int fd, const void *data, size_t size, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real(fd, data, size, offset);
    if (is_torn_now()) real(fd, data, size / 2, offset);
    if (fails(1)) return -1;
    ssize_t done = real(fd, data, size, offset);
    if (done > 0) note(WRITE, inode_of(fd), path, strlen(path), offset, data, (size_t)done);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) { return put_at(fd, data, size, offset); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return put_at(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return plain_write(fd, data, size);
    if (is_torn_now()) plain_write(fd, data, size / 2);
    if (fails(1)) return -1;
    off_t offset = lseek(fd, 0, SEEK_CUR);
    ssize_t done = plain_write(fd, data, size);
    if (done > 0) note(WRITE, inode_of(fd), path, strlen(path), offset, data, (size_t)done);
    return done;
}

/* Syncing for good is left out: killing a process loses nothing that it wrote, and it takes most of the time. */
static int sync_one(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real(fd);
    if (fails(0)) return -1;
    note(SYNC, inode_of(fd), path, strlen(path), 0, NULL, 0);
    return 0;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return sync_one(fd, real);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return sync_one(fd, real);
}

static int cut(int fd, off_t length) {
    REAL(int, "ftruncate64", int, off_t);
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real(fd, length);
    if (fails(0)) return -1;
    int done = real(fd, length);
    if (done == 0) note(TRUNCATE, inode_of(fd), path, strlen(path), length, NULL, 0);
    return done;
}

int ftruncate64(int fd, off_t length) { return cut(fd, length); }
int ftruncate(int fd, off_t length) { return cut(fd, length); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (!below_root(path)) return real(path);
    if (fails(0)) return -1;
    int done = real(path);
    if (done == 0) note(UNLINK, 0, path, strlen(path), 0, NULL, 0);
    return done;
}

static int two_names(int kind, const char *from, const char *to, int (*real)(const char *, const char *)) {
    char names[2 * PATH_MAX + 1];
    if (!below_root(from) && !below_root(to)) return real(from, to);
    if (fails(1)) return -1;
    int64_t inode = inode_at(from);
    int done = real(from, to);
    int size = snprintf(names, sizeof names, "%s%c%s", from, 0, to);
    if (done == 0) note(kind, inode, names, (size_t)size, 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return two_names(RENAME, from, to, real);
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return two_names(LINK, from, to, real);
}

// GNU libmicrohttpd, with the shims that Swift needs: functions with variable arguments.
#include <microhttpd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

// As strict with what clients send as the library can be.
#if MHD_VERSION >= 0x00097701
#define CMICROHTTPD_STRICT MHD_OPTION_CLIENT_DISCIPLINE_LVL, 3
#else
#define CMICROHTTPD_STRICT MHD_OPTION_STRICT_FOR_CLIENT, 1
#endif

// Answers on a socket that listens, in one thread of the library's; what takes time suspends its connection meanwhile.
static inline struct MHD_Daemon *cmicrohttpd_start(
    int socket, unsigned int connections, unsigned int idle_seconds, size_t memory, MHD_AccessHandlerCallback answer,
    void *(*begin)(void *, const char *, struct MHD_Connection *), MHD_RequestCompletedCallback end,
    MHD_NotifyConnectionCallback connection, void *context) {
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, answer, context,
        MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,
        MHD_OPTION_URI_LOG_CALLBACK, begin, context, MHD_OPTION_NOTIFY_COMPLETED, end, context,
        MHD_OPTION_NOTIFY_CONNECTION, connection, context, CMICROHTTPD_STRICT,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

// The socket of a connection; -1 where it has none.
static inline int cmicrohttpd_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *found = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return found == NULL ? -1 : (int)found->connect_fd;
}

// Has the C library keep what is freed: pages of some hundred kilobytes come and go, and what is given back to the system is cleared before it comes again.
static inline void cmicrohttpd_keep_memory(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
#endif
}

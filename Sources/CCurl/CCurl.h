// libcurl, with the functions of variable arguments that Swift cannot call, one for each type of argument.
#include <curl/curl.h>

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) { return curl_easy_setopt(handle, option, value); }

static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) { return curl_easy_setopt(handle, option, value); }

static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*ccurl_bytes)(char *bytes, size_t size, size_t count, void *state);
typedef int (*ccurl_progress)(void *state, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
typedef curl_socket_t (*ccurl_open_socket)(void *state, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode ccurl_on_header(CURL *handle, ccurl_bytes take) { return curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take); }

static inline CURLcode ccurl_on_body(CURL *handle, ccurl_bytes take) { return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take); }

static inline CURLcode ccurl_on_progress(CURL *handle, ccurl_progress look) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look);
}

static inline CURLcode ccurl_on_open_socket(CURL *handle, ccurl_open_socket open) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open);
}

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO about, long *value) { return curl_easy_getinfo(handle, about, value); }

// The protocols that are spoken, as names, since libcurl 7.85; before, as bits.
static inline CURLcode ccurl_speak_http_alone(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// The socket's address itself, which is longer than the member that it begins in.
static inline const void *ccurl_address(struct curl_sockaddr *address) { return &address->addr; }

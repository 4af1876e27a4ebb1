// SHA-256 of OpenSSL's libcrypto.
#include <openssl/sha.h>

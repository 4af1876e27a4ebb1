/* Dixit's reader and ledgers for programs in C, and for languages that call C.
 *
 *     char *error;
 *     dixit_reader *reader = dixit_reader_open("reader.model", NULL, &error);
 *     char *record = dixit_reader_read(reader, json, strlen(json), "stdin", "-", NULL, &error);
 *     ...
 *     dixit_free(record);
 *     dixit_reader_close(reader);
 *
 * Text is UTF-8. What a function returns as `char *`, and each error, is given back with dixit_free. Where a function returns NULL, `error`
 * is one sentence that names the input, the reason and the remedy; where it succeeds, `error` is NULL. Either may be NULL: then it is not told. */
#ifndef DIXIT_H
#define DIXIT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dixit_reader dixit_reader;
typedef struct dixit_ledger dixit_ledger;

/* Opens a model. `engine`: "int8", "float", "portable", or NULL for the fastest that this machine can run. */
dixit_reader *dixit_reader_open(const char *model, const char *engine, char **error);

/* {"version": …, "model": …, "engine": …} */
char *dixit_reader_about(dixit_reader *reader, size_t *length);

/* Reads an article: an object in JSON with "text" and, where known, "id", "title", "outlet", …; the result is the line that `dixit read -f jsonl`
 * writes. `id` and `path` stand in the record where the object has no id. May be called from many threads at once. */
char *dixit_reader_read(dixit_reader *reader, const char *article, size_t size, const char *id, const char *path, size_t *length,
                        char **error);

void dixit_reader_close(dixit_reader *reader);

/* Opens a ledger for reading. Threads that ask it wait for one another. */
dixit_ledger *dixit_ledger_open(const char *path, char **error);

/* Hands the statements that a question asks for to `take`, as lines that `dixit find -f jsonl` writes, several at once; they are gone when it
 * returns. Anything but 0 from it ends the search. The question is an object in JSON: "words", "sort", "limit" (without which all are handed
 * out), "offset", and each filter of `dixit find` by its name with a value or an array of values. Returns 0, or 1 where `error` says why not. */
int dixit_ledger_find(dixit_ledger *ledger, const char *question, size_t size,
                      int (*take)(void *context, const char *lines, size_t length), void *context, char **error);

/* Hands the rows of a view ("statements", "articles", "actors", "mentions", "marks", "links"; Documentation/ledger-file.md) to `take`, as lines, each an
 * array in JSON: the columns that are named there, in that order. */
int dixit_ledger_view(dixit_ledger *ledger, const char *view, int (*take)(void *context, const char *lines, size_t length), void *context,
                      char **error);

void dixit_ledger_close(dixit_ledger *ledger);

void dixit_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif

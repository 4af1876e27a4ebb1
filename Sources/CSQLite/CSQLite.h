// SQLite 3, with the shims that Swift needs: macros that cast, and functions with variable arguments.
#include <sqlite3.h>

static inline int csqlite_bind_text(sqlite3_stmt *statement, int at, const char *text, int bytes) {
    return sqlite3_bind_text(statement, at, text, bytes, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int at, const void *blob, int bytes) {
    return bytes == 0 ? sqlite3_bind_zeroblob(statement, at, 0) : sqlite3_bind_blob(statement, at, blob, bytes, SQLITE_TRANSIENT);
}

static inline void csqlite_result_text(sqlite3_context *context, const char *text, int bytes) {
    sqlite3_result_text(context, bytes == 0 ? "" : text, bytes, SQLITE_TRANSIENT);
}

static inline void csqlite_result_blob(sqlite3_context *context, const void *blob, int bytes) {
    if (bytes == 0) sqlite3_result_zeroblob(context, 0);
    else sqlite3_result_blob(context, blob, bytes, SQLITE_TRANSIENT);
}

// Leaves out SQLite's counts of memory, for which all threads wait for one lock at each allocation. Before anything else is done with SQLite.
static inline int csqlite_configure(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// Refuses to damage the file by SQL, and runs none of its triggers: this program makes none.
static inline int csqlite_harden(sqlite3 *database) {
    int status = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    return status ? status : sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
}

// Lets what virtual tables keep for themselves be written: in a temporary file of this program's own alone.
static inline int csqlite_open_shadow_tables(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, (int *)0);
}

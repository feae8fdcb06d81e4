#include "CEngineFloor.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool insertAll(sqlite3 *database, int count, int size, int batch) {
    const char *setUp =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE rows (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, content TEXT NOT NULL)";
    sqlite3_stmt *statement = NULL;
    char *content = malloc((size_t)size);
    bool isGood = content != NULL && sqlite3_exec(database, setUp, NULL, NULL, NULL) == SQLITE_OK &&
                  sqlite3_prepare_v2(database, "INSERT INTO rows (id, content) VALUES (?, ?)", -1, &statement, NULL) ==
                      SQLITE_OK;
    if (isGood) memset(content, 'x', (size_t)size);
    for (int row = 0; isGood && row < count; row++) {
        char id[16];
        if (row % batch == 0) isGood = sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
        snprintf(id, sizeof id, "%d", row);
        sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(statement, 2, content, size, SQLITE_STATIC);
        isGood = isGood && sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK;
        if (isGood && (row % batch == batch - 1 || row == count - 1))
            isGood = sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    }
    sqlite3_finalize(statement);
    free(content);
    return isGood;
}

bool CEngineFloorInsert(const char *path, int count, int size, int batch) {
    sqlite3 *database = NULL;
    bool isGood = sqlite3_open(path, &database) == SQLITE_OK && insertAll(database, count, size, batch);
    sqlite3_close(database);
    return isGood;
}

int64_t CEngineFloorRead(const char *path, const char *table) {
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    char query[128];
    snprintf(query, sizeof query, "SELECT * FROM \"%s\"", table);
    int64_t rows = -1;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(database, query, -1, &statement, NULL) == SQLITE_OK) {
        int step;
        int64_t count = 0;
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(statement); column++)
                (void)sqlite3_column_text(statement, column);
            count++;
        }
        if (step == SQLITE_DONE) rows = count;
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return rows;
}

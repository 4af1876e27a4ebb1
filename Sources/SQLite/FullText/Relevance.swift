import CSQLite

/// The function `dixit_relevance(index, weight of the first column, …)`, by which what was found is put in order; the smallest first.
///
/// It is BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75) with every word of the question counting the same. FTS5's own weighs a word by how
/// rare it is, and goes through all that holds it to know: of words that stand in every third statement that takes longer than the
/// answer.
package enum Relevance {
    package static func register(on connection: Connection) throws {
        let api = try FTS5.api(on: connection)
        let status =
            api.pointee.xCreateFunction?(api, "dixit_relevance", nil, { relevance($0, $1, $2, $3, $4) }, nil) ?? SQLITE_ERROR
        guard status == SQLITE_OK else { throw connection.fault(status) }
    }

    fileprivate static let k1 = 1.2
    fileprivate static let b = 0.75
}

/// What FTS5 lets programs do (https://sqlite.org/fts5.html#extending_fts5).
package enum FTS5 {
    package static func api(on connection: Connection) throws -> UnsafeMutablePointer<fts5_api> {
        var api: UnsafeMutablePointer<fts5_api>?
        try connection.withStatement("SELECT fts5(?1)") { statement in
            sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nil)
            sqlite3_step(statement)
        }
        guard let api else { throw connection.fault(SQLITE_ERROR) }
        return api
    }
}

private func relevance(
    _ api: UnsafePointer<Fts5ExtensionApi>?, _ row: OpaquePointer?, _ context: OpaquePointer?, _ count: Int32,
    _ values: UnsafeMutablePointer<OpaquePointer?>?
) {
    guard let api = api?.pointee, let phrases = api.xPhraseCount?(row), phrases > 0 else {
        return sqlite3_result_double(context, 0)
    }
    var (instances, length, total, rows): (Int32, Int32, Int64, Int64) = (0, 0, 0, 0)
    guard api.xInstCount?(row, &instances) == SQLITE_OK, api.xColumnSize?(row, -1, &length) == SQLITE_OK,
        api.xColumnTotalSize?(row, -1, &total) == SQLITE_OK, api.xRowCount?(row, &rows) == SQLITE_OK
    else { return sqlite3_result_error_code(context, SQLITE_CORRUPT) }
    let usual = max(1, Double(total) / Double(max(1, rows)))
    let saturation = Relevance.k1 * (1 - Relevance.b + Relevance.b * Double(length) / usual)
    let score = withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(phrases)) { found -> Double in
        found.initialize(repeating: 0)
        for instance in 0..<instances {
            var (phrase, column, place): (Int32, Int32, Int32) = (0, 0, 0)
            guard api.xInst?(row, instance, &phrase, &column, &place) == SQLITE_OK, found.indices.contains(Int(phrase)) else {
                continue
            }
            found[Int(phrase)] += column < count ? sqlite3_value_double(values?[Int(column)]) : 1
        }
        return found.reduce(0) { $0 + $1 * (Relevance.k1 + 1) / ($1 + saturation) }
    }
    sqlite3_result_double(context, -score)
}

import Ledger
import SQLite

/// Compares what copies of articles are known by (`band`) with their texts: for each article the numbers are mixed and summed up, once as the table
/// holds them and once as the text gives them.
struct BandSums {
    private var sums: [Int: UInt64] = [:]

    /// Reads the table through.
    init(of connection: Connection) throws {
        try connection.query("SELECT article, hash FROM band") { row in
            sums[row.int(0), default: 0] &+= BandSums.mixed(row.int(1))
            return true
        }
    }

    /// Takes an article's own numbers away.
    mutating func take(_ bands: [Int], of article: Int) {
        let left = Set(bands).reduce(sums[article, default: 0]) { $0 &- BandSums.mixed($1) }
        sums[article] = left == 0 ? nil : left
    }

    /// The articles for which the two differ; the first hundred.
    var wrong: [Int] { sums.keys.sorted().prefix(100).map { $0 } }

    private static func mixed(_ band: Int) -> UInt64 { SplitMix.mixed(UInt64(bitPattern: Int64(band))) }
}

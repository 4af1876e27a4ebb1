import Foundation
import Record
import Wire

/// Which column of a table holds which part of an article.
struct TableColumns {
    /// The column of each part that has one.
    let places: [ArticleNames.Part: Int]
    /// Other columns whose names stand for a part, the likeliest first: they tell it where that one's cell is empty.
    private let others: [ArticleNames.Part: [Int]]
    /// The names of all columns, as they stand.
    let names: [String]
    /// Whether it holds no texts but addresses, where the texts are.
    var isList: Bool { places[.text] == nil }

    /// - Parameters:
    ///   - heading: the table's first row.
    ///   - chosen: columns that a person has named, which count as they stand, or else without regard to case.
    ///   - mayList: whether a table of addresses will do.
    init(_ heading: [String], _ chosen: ArticleNames, mayList: Bool = false) throws(TableColumnsError) {
        names = heading
        let plain = heading.map(ArticleNames.plain)
        var places: [ArticleNames.Part: Int] = [:]
        var others: [ArticleNames.Part: [Int]] = [:]
        for part in ArticleNames.Part.allCases {
            if let name = chosen.given[part] {
                guard
                    let place = heading.firstIndex(of: name)
                        ?? heading.firstIndex(where: { $0.lowercased() == name.lowercased() })
                else {
                    throw TableColumnsError(
                        reason: "it has no column “\(name)” (it has \(TableColumns.list(heading)))",
                        remedy: "name one that it has")
                }
                places[part] = place
            } else {
                let known = (ArticleNames.usual[part] ?? []).compactMap { plain.firstIndex(of: $0) }
                places[part] = known.first
                others[part] = Array(known.dropFirst())
            }
        }
        guard places[.text] != nil || mayList && places[.url] != nil else {
            throw TableColumnsError(
                reason: "none of its columns is known to hold the text (it has \(TableColumns.list(heading)))",
                remedy: "name the one with --text-column")
        }
        self.places = places
        self.others = others
    }

    /// The columns that are known to hold a part.
    var known: Set<Int> { Set(places.values).union(others.values.joined()) }

    /// The column of a row that tells a part: the first of those named so whose cell is not empty; nil where all are.
    func place(of part: ArticleNames.Part, isEmpty: (Int) -> Bool) -> Int? {
        (places[part].map { [$0] + (others[part] ?? []) } ?? []).first { !isEmpty($0) }
    }

    /// The separator that a first line "sep=;" tells, and the line's length; nil where there is none.
    static func toldSeparator(in head: ArraySlice<UInt8>) -> (separator: UInt8, length: Int)? {
        let line = head.prefix { $0 != 0x0A }
        let told = line.last == 0x0D ? line.dropLast() : line
        guard told.count == 5, String(decoding: told.prefix(4), as: UTF8.self).lowercased() == "sep=", let separator = told.last
        else { return nil }
        return (separator, line.count + 1)
    }

    /// What most separates the first row, of comma, semicolon, tab and vertical bar; a comma where none does.
    static func separator(in head: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in head {
            if byte == 0x0A, !isQuoted { break }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let separators = Array(",;\t|".utf8)
        return separators.max {
            (counts[$0] ?? 0, separators.firstIndex(of: $1) ?? 0) < (counts[$1] ?? 0, separators.firstIndex(of: $0) ?? 0)
        }
            ?? UInt8(ascii: ",")
    }

    static func list(_ heading: [String]) -> String {
        let shown = heading.prefix(12).map { "“\($0.prefix(40))”" }.joined(separator: ", ")
        return heading.count > 12 ? "\(shown), and \(heading.count - 12) more" : shown
    }
}

/// Why a heading gives no columns: reason and remedy, each a clause.
struct TableColumnsError: Error {
    let reason, remedy: String
}

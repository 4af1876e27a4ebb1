/// A piece of SQL with the values of its question marks.
///
///     let speaker: SQL = "statement.actor = \(actor)"            // a question mark, and its value
///     let filter = SQL.all([speaker, "statement.form = \(form)"])
///     try connection.rows("SELECT id FROM statement WHERE \(filter) LIMIT \(20)") { $0.int(0) }
///
/// It is safe by its type: text comes only from literals of the program and other pieces; whatever else stands in an interpolation is bound.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text, a question mark for each value.
    package private(set) var text = ""
    /// The values, in the order of their question marks.
    package private(set) var values: [(any SQLValue)?] = []

    package init(stringLiteral text: StaticString) { self.text = text.description }

    package init(stringInterpolation pieces: StringInterpolation) { self = pieces.sql }

    /// SQL that a constant of the program holds, with the values of its question marks.
    package init(_ text: StaticString, _ values: [(any SQLValue)?] = []) { self.init(text: text.description, values: values) }

    private init(text: String, values: [(any SQLValue)?]) {
        self.text = text
        self.values = values
    }

    /// What stands between the quotation marks of a literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL("")

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: StaticString) { sql.text += literal.description }

        /// Puts a piece in as it is.
        package mutating func appendInterpolation(_ piece: SQL) {
            sql.text += piece.text
            sql.values += piece.values
        }

        /// Binds a value; nil is NULL.
        package mutating func appendInterpolation(_ value: (some SQLValue)?) {
            sql.text += "?"
            sql.values.append(value)
        }

        /// Binds several values, with commas between: for `IN (…)`.
        package mutating func appendInterpolation(_ values: [some SQLValue]) {
            sql.text += values.map { _ in "?" }.joined(separator: ", ")
            sql.values += values
        }
    }

    /// What holds where all of some conditions hold; always where there is none.
    package static func all(_ conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "1" }
        if conditions.count == 1 { return first }
        return SQL(text: conditions.map { "(\($0.text))" }.joined(separator: " AND "), values: conditions.flatMap(\.values))
    }
}

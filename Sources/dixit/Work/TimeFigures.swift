import Foundation
import Meaning
import Record
import Wire

/// What `dixit eval --times` prints: how well time expressions and their values agree with gold ones.
struct TimeFigures: Sendable {
    private var measure = TimeMeasure()

    /// Finds the expressions of articles and compares them with gold.
    init(_ articles: [AnnotatedTimes]) {
        for article in articles {
            let found = TimeExpression.all(in: article.text, published: article.published.flatMap { Day(published: $0) })
            measure.add(gold: article.times, found: found.map { TimeMeasure.Time(span: $0.span, value: $0.timex) })
        }
    }

    /// The table for people: precision, recall and F1 in per cent, then how many are gold and found.
    var table: String {
        let heading = String(repeating: " ", count: 10) + "      P      R     F1     gold  found\n"
        return measure.rows.reduce(heading) { table, row in
            let rates = [row.precision, row.recall, row.f1].map { String(format: "%6.1f", 100 * $0) }.joined(separator: " ")
            let name = row.name.padding(toLength: 10, withPad: " ", startingAt: 0)
            return table + "\(name) \(rates)   \(String(format: "%6d %6d", measure.gold, measure.found))\n"
        }
    }

    /// The rates as one JSON object on one line, rounded to four decimals.
    var json: String {
        var json = JSONWriter()
        json.object { json in
            for row in measure.rows {
                json.name(row.name)
                json.object { json in
                    json.member("p", share: row.precision)
                    json.member("r", share: row.recall)
                    json.member("f", share: row.f1)
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
}

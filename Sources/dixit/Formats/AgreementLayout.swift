import Foundation
import Record
import Reviews

/// How far reviewers agree, as a table.
enum AgreementLayout {
    static func text(of agreement: ReviewAgreement) -> String {
        let names = agreement.reviewers.map(HarmlessText.line).joined(separator: ", ")
        let who =
            agreement.reviewers.isEmpty
            ? "Nobody has judged a statement" : "\(agreement.reviewers.count.counted("reviewer")): \(names)"
        let head = "\(who)\n\(agreement.statements.counted("statement")) judged, \(agreement.shared) by two or more\n"
        guard agreement.shared > 0 else {
            return head
                + "There is nothing to compare: a second person judges what the first has judged at /review?of=others of dixit serve.\n"
        }
        let rows = [["", "judged by two", "the same", "alpha", "95 %"]] + agreement.items.map(row)
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let room = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + room : column == row.count - 1 ? cell.0 : room + cell.0
            }.joined(separator: "  ")
        }
        return head + "\n" + lines.map { $0 + "\n" }.joined()
    }

    private static func row(_ item: ReviewAgreement.Item) -> [String] {
        let count = item.alpha.count
        let same = item.alpha.sameness.map { "\(Int((100 * $0).rounded())) %" } ?? "–"
        let (alpha, interval): (String, String)
        if count == 0 {
            (alpha, interval) = ("–", "")
        } else if item.isTooFew {
            (alpha, interval) = ("–", "too few; \(ReviewAgreement.Item.least) are needed")
        } else if let found = item.alpha.alpha, let range = item.alpha.interval {
            (alpha, interval) = (twoPlaces(found), "\(twoPlaces(range.lowerBound)) to \(twoPlaces(range.upperBound))")
        } else {
            (alpha, interval) = ("–", "all are judged alike; chance cannot be told apart")
        }
        return [HarmlessText.line(item.name), "\(count)", same, alpha, interval]
    }

    /// "0.74", "-0.05"
    private static func twoPlaces(_ value: Double) -> String { String(format: "%.2f", (value * 100).rounded() / 100 + 0) }
}

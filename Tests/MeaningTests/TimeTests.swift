import Foundation
import Record
import TestSupport
import Testing

@testable import Meaning

@Suite struct TimeTests {
    /// A line of `Tests/Fixtures/times.tsv`.
    struct Line: Sendable, CustomTestStringConvertible {
        let day: Day?
        let text: String
        let span: Span
        /// nil where nothing may be found.
        let value: String?

        var testDescription: String { text }
    }

    static let lines: [Line] = {
        let file = Repository.root.appending(path: "Tests/Fixtures/times.tsv")
        var day: Day?
        var lines: [Line] = []
        for line in (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? [] where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 2 else { continue }
            if cells[0] == "@" {
                day = Day(published: cells[1])
                continue
            }
            let parts = cells[0].split(separator: "[", omittingEmptySubsequences: false).flatMap {
                $0.split(separator: "]", omittingEmptySubsequences: false)
            }
            let start = parts.first?.count ?? 0
            lines.append(
                Line(
                    day: day, text: parts.joined(), span: Span(start, start + (parts.count > 1 ? parts[1].count : 0)),
                    value: cells[1] == "-" ? nil : cells[1]))
        }
        return lines
    }()

    @Test func theListHoldsThreeHundredExpressions() {
        #expect(Self.lines.count { $0.value != nil } >= 280 && Self.lines.count >= 300)
    }

    @Test(arguments: lines) func everyExpressionMeansWhatTheListSays(line: Line) {
        let found = TimeExpression.all(in: line.text, published: line.day)
        guard let value = line.value else {
            #expect(found.isEmpty)
            return
        }
        #expect(found.first { $0.span == line.span }?.timex == value, "\(found.map { "\($0.span) \($0.timex ?? "-")" })")
    }

    @Test func withoutADayOnlyWhatNamesItsYearIsTold() {
        let values = TimeExpression.all(in: "On Monday, Lind spoke of May 4 and last week, not of March 2029.", published: nil)
            .map(\.timex)
        #expect(values == [nil, nil, nil, "2029-03"])
    }

    @Test func anyTextIsTaken() {
        var generator = SeededGenerator(seed: 7)
        let words = [
            "the", "'", "last", "2031", "-", "May", "10", ":", "p", ".", "m", "a", "two", "year", "ago", "Monday", ",", "of",
            "\n\n", "é", "9999",
        ]
        for _ in 0..<300 {
            let text = (0..<30).map { _ in words.randomElement(using: &generator) ?? "" }.joined(
                separator: Bool.random(using: &generator) ? " " : "")
            let length = text.unicodeScalars.count
            for time in TimeExpression.all(in: text, published: Day(published: "0001-01-01")) {
                #expect(time.span.end <= length && time.span.length > 0)
            }
        }
    }
}

@Suite struct PeriodTests {
    private static let grains: [Period.Grain] = [.day, .week, .month, .quarter, .season, .half, .year, .decade, .century]

    @Test(arguments: grains) func everyDayLiesInOnePeriodAndTheNextBeginsBehindIt(grain: Period.Grain) {
        for number in stride(from: -60_000, to: 60_000, by: 317) {
            let period = Period(grain, around: Day(number: number))
            #expect(period.days.map { $0.from.number <= number && number <= $0.until.number } == true)
            #expect(period.moved(by: 1).days?.from.number == period.days.map { $0.until.number + 1 })
        }
    }

    @Test(arguments: [
        ("2031-05-14", "2031-W20"), ("2027-01-01", "2026-W53"), ("2024-12-30", "2025-W01"), ("2016-10-11", "2016-W41"),
    ]) func aWeekBelongsToTheYearOfItsThursday(day: String, week: String) {
        #expect(Day(published: day).map { Period(.week, around: $0).description } == week)
    }

    @Test func aWinterHasTheYearInWhichItBegins() {
        #expect(Day(published: "2031-01-20").map { Period(.season, around: $0).description } == "2030-WI")
        #expect(Period(.season, 4, of: 2030).days?.until.description == "2031-02-28")
    }

    @Test(arguments: [
        (1961, "1961-04-02"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2038, "2038-04-25"),
    ]) func easterIsTheSundayBehindTheFullMoonOfSpring(year: Int, day: String) {
        #expect(Feast.easter(in: year)?.description == day)
    }

    @Test func beyondTheCalendarThereAreNoDays() {
        #expect(Period(year: 10_000).days == nil)
        #expect(Period(.day, number: 3_000_000).days == nil)
    }
}

import Finding
import Ledger
import Record

/// Counts by month as columns, made on the server and readable without a script: each column says what it is.
struct TimePlot {
    private let columns: [Column]
    private let step: Step
    /// What is counted.
    private let (one, many): (StaticString, StaticString)

    private struct Column {
        let title: String
        /// As filters of days take them: "2021-04".
        let since: String
        let until: String
        let count: Int
        let isTick: Bool
        let tick: String
    }

    /// What one column stands for.
    private enum Step: Int {
        case month = 1
        case quarter = 3
        case year = 12
    }

    /// Columns of months, of quarters where there are many, of years where there are very many.
    init(_ months: [MonthCount], of one: StaticString = "statement", _ many: StaticString = "statements") {
        (self.one, self.many) = (one, many)
        step = months.count <= 60 ? .month : months.count <= 180 ? .quarter : .year
        // Each month is named where they are few.
        let isFew = months.count <= 12
        var columns: [Column] = []
        var at = 0
        while at < months.count {
            let (year, month, _) = months[at].month.calendar
            // A quarter and a year begin where the calendar has them begin.
            let length = step.rawValue - (month - 1) % step.rawValue
            let group = months[at..<min(at + length, months.count)]
            let title =
                switch step {
                case .month: "\(year)-\(month < 10 ? "0" : "")\(month)"
                case .quarter: "\(year), quarter \((month - 1) / 3 + 1)"
                case .year: "\(year)"
                }
            let isFirst = columns.isEmpty
            columns.append(
                Column(
                    title: title, since: group.first?.month.monthName ?? "", until: group.last?.month.monthName ?? "",
                    count: group.reduce(0) { $0 + $1.count },
                    isTick: isFew || (step == .year ? year % 5 == 0 : isFirst || month <= step.rawValue),
                    tick: isFew || step == .month && isFirst && month != 1 ? title : "\(year)"))
            at += group.count
        }
        self.columns = columns
    }

    /// Across, everything is in per cent of the plot's width, down in pixels, so that words keep their size in narrow windows.
    private static let widest = 100.0 / 6
    /// Room for a word below the axis.
    private static let tickRoom = 16.0
    /// Down: where the axis lies, and how far above it the highest line.
    private static let (axis, reach) = (130.5, 110.0)

    /// The highest column.
    var most: Int { columns.map(\.count).max() ?? 0 }

    /// The least of 1, 2, 4, 5 and their multiples by powers of ten that is no less than a count: what the highest line stands for.
    static func top(_ count: Int) -> Int {
        var unit = 1
        while unit <= count / 10 { unit *= 10 }
        return [1, 2, 4, 5, 10].map { $0 * unit }.first { $0 >= count } ?? count
    }

    /// Writes the plot; few columns stand at its beginning.
    ///
    /// - Parameters:
    ///   - most: the highest column of the plots that stand beside it, so that they can be compared.
    ///   - address: where a column leads, by its first and last month: "2021-04".
    func write(_ label: String, most: Int? = nil, to html: inout HTML, address: (_ since: String, _ until: String) -> Address) {
        guard self.most > 0 else { return }
        let top = TimePlot.top(max(self.most, most ?? 0))
        let each = min(TimePlot.widest, 100 / Double(columns.count))
        html.element("svg", .class("plot"), .fixed("role", "group"), .named("aria-label", label)) { html in
            for level in top.isMultiple(of: 2) ? [0, top / 2, top] : [0, top] { line(at: level, of: top, &html) }
            var free = 0.0
            for (at, column) in columns.enumerated() {
                let left = Double(at) * each
                if column.isTick, left >= free {
                    html.element("text", .named("x", "\(left.drawn)%"), .fixed("y", "148"), text: column.tick)
                    free = left + TimePlot.tickRoom
                }
                guard column.count > 0 else { continue }
                let height = max(2, TimePlot.reach * Double(column.count) / Double(top))
                html.element("a", .href(address(column.since, column.until))) { html in
                    html.element("title", text: "\(column.title): \(counted(column.count, one, many))")
                    html.element(
                        "rect", .class("column"), .named("x", "\((left + each * 0.1).drawn)%"),
                        .named("y", (TimePlot.axis - height).drawn),
                        .named("width", "\((each * 0.8).drawn)%"), .named("height", height.drawn)
                    ) { _ in }
                }
            }
            // Above the columns, which reach below them.
            for level in top.isMultiple(of: 2) ? [top / 2, top] : [top] {
                html.element(
                    "text", .class("level"), .fixed("x", "100%"), .fixed("text-anchor", "end"),
                    .named("y", (TimePlot.height(of: level, top) - 4).drawn),
                    text: level == top ? "\(grouped(top)) \(top == 1 ? one : many) a \(step)" : grouped(level))
            }
        }
    }

    private static func height(of level: Int, _ top: Int) -> Double { axis - reach * Double(level) / Double(top) }

    private func line(at level: Int, of top: Int, _ html: inout HTML) {
        let y = TimePlot.height(of: level, top).drawn
        html.element(
            "line", level == 0 ? .class("axis zero") : .class("axis"), .fixed("x1", "0"), .fixed("x2", "100%"), .named("y1", y),
            .named("y2", y)
        ) { _ in }
    }

    /// Writes the same as a table, for those who do not see it.
    func writeTable(to html: inout HTML) {
        html.element("details") { html in
            html.element("summary", text: "As a table")
            html.element("div", .class("wide")) { html in
                html.element("table") { html in
                    html.element("thead") { html in
                        html.element("tr") { html in
                            html.element("th", .fixed("scope", "col"), text: "When")
                            html.element("th", .fixed("scope", "col"), .class("number"), text: many.description)
                        }
                    }
                    html.element("tbody") { html in
                        for column in columns where column.count > 0 {
                            html.element("tr") { html in
                                html.element("td", text: column.title)
                                html.element("td", .class("number"), text: grouped(column.count))
                            }
                        }
                    }
                }
            }
        }
    }
}

extension HTML {
    /// A small plot of counts in order of time, beside words that say what it shows.
    mutating func spark(_ counts: [Int], _ label: String) {
        let most = max(1, counts.max() ?? 0)
        let each = 100.0 / Double(max(1, counts.count))
        element(
            "svg", .class("spark"), .fixed("viewBox", "0 0 100 20"), .fixed("preserveAspectRatio", "none"), .fixed("role", "img"),
            .named("aria-label", label)
        ) { html in
            for (at, count) in counts.enumerated() where count > 0 {
                let height = max(1, 20 * Double(count) / Double(most))
                html.element(
                    "rect", .named("x", (Double(at) * each).drawn), .named("y", (20 - height).drawn),
                    .named("width", (each * 0.8).drawn),
                    .named("height", height.drawn)
                ) { _ in }
            }
        }
    }
}

import Finding
import Ledger
import Record

/// Counts by month as columns, made on the server and readable without a script: each column says what it is.
struct TimePlot {
    private let columns: [Column]
    private let step: Step

    private struct Column {
        let title: String
        let first: Day
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
    init(_ months: [MonthCount]) {
        step = months.count <= 60 ? .month : months.count <= 180 ? .quarter : .year
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
                    title: title, first: months[at].month, count: group.reduce(0) { $0 + $1.count },
                    isTick: step == .year ? year % 5 == 0 : isFirst || month <= step.rawValue,
                    tick: step == .month && isFirst && month != 1 ? title : "\(year)"))
            at += group.count
        }
        self.columns = columns
    }

    /// Across, everything is in per cent of the plot's width, down in pixels, so that words keep their size in narrow windows.
    private static let widest = 100.0 / 12
    /// Room for a word below the axis.
    private static let tickRoom = 16.0

    /// Writes the plot; few columns stand at its end.
    ///
    /// - Parameter address: where a column leads, by its first and last day.
    func write(_ label: String, to html: inout HTML, address: (String) -> Address) {
        guard let most = columns.map(\.count).max(), most > 0 else { return }
        let each = min(TimePlot.widest, 100 / Double(columns.count))
        let start = 100 - each * Double(columns.count)
        html.element("svg", .class("plot"), .fixed("role", "group"), .named("aria-label", label)) { html in
            html.element(
                "line", .class("axis"), .fixed("x1", "0"), .fixed("x2", "100%"), .fixed("y1", "120.5"), .fixed("y2", "120.5")
            ) { _ in }
            html.element("text", .fixed("x", "0"), .fixed("y", "10"), text: "\(grouped(most)) at most")
            var free = 0.0
            for (at, column) in columns.enumerated() {
                let left = max(0, start + Double(at) * each)
                if column.isTick, left >= free {
                    html.element("text", .named("x", "\(left.drawn)%"), .fixed("y", "138"), text: column.tick)
                    free = left + TimePlot.tickRoom
                }
                guard column.count > 0 else { continue }
                let height = max(2, 105 * Double(column.count) / Double(most))
                html.element("a", .href(address(column.title))) { html in
                    html.element("title", text: "\(column.title): \(counted(column.count, "statement", "statements"))")
                    html.element(
                        "rect", .class("column"), .named("x", "\((left + each * 0.1).drawn)%"),
                        .named("y", (120 - height).drawn),
                        .named("width", "\((each * 0.8).drawn)%"), .named("height", height.drawn)
                    ) { _ in }
                }
            }
        }
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
                            html.element("th", .fixed("scope", "col"), .class("number"), text: "Statements")
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
    /// A small plot of months, beside words that say what it shows.
    mutating func spark(_ months: [MonthCount], _ label: String) {
        guard let most = months.map(\.count).max(), most > 0 else { return }
        let each = 100.0 / Double(months.count)
        element(
            "svg", .class("spark"), .fixed("viewBox", "0 0 100 20"), .fixed("preserveAspectRatio", "none"), .fixed("role", "img"),
            .named("aria-label", label)
        ) { html in
            for (at, month) in months.enumerated() where month.count > 0 {
                let height = max(1, 20 * Double(month.count) / Double(most))
                html.element(
                    "rect", .named("x", (Double(at) * each).drawn), .named("y", (20 - height).drawn),
                    .named("width", (each * 0.8).drawn),
                    .named("height", height.drawn)
                ) { _ in }
            }
        }
    }
}

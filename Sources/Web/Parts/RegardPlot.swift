import Finding
import Ledger
import Record

/// How two sides speak of each other as points by month: the tone above, the balance of acts below, each from -1 to 1. Made on the server and readable without a script: each
/// point says what it is and leads to the statements behind it. The first side's points are round, the second's square; hollow ones stand on fewer than three statements.
struct RegardPlot {
    private let regards: Regards
    private let months: [Regards.Month]

    init(_ regards: Regards) {
        self.regards = regards
        months = regards.months
    }

    /// A point on few statements says little.
    private static let few = 3
    /// Down, in pixels: the middle of a panel, and how far 1 is from it.
    private static let (middle, reach) = (60.0, 50.0)

    /// What a side says of the other, in a sentence's part.
    static func words(_ name: String, _ sums: Regards.Sums) -> String {
        guard sums.statements > 0 else { return "\(name) was not found to speak of the other" }
        return
            "\(name) in \(counted(sums.statements, "statement", "statements")), \(sums.positive) positive and \(sums.negative) negative in tone, "
            + "\(sums.cooperation) of verbal cooperation and \(sums.conflict) of verbal conflict"
    }

    static func anchor(_ month: Day) -> Anchor { Anchor("m", month.calendar.year * 100 + month.calendar.month) }

    func write(to html: inout HTML) {
        guard !months.isEmpty else { return }
        html.element("ul", .class("legend")) { html in
            for (side, shape) in [(regards.a, "●"), (regards.b, "■")] {
                html.element("li", side.actor.id == regards.a.actor.id ? .class("of-first") : .class("of-second")) { html in
                    html.element("span", .class("shape"), .fixed("aria-hidden", "true"), text: shape)
                    html.element("span", text: "\(side.actor.name) of the other")
                }
            }
            html.element("li", .class("share"), text: "hollow: fewer than \(RegardPlot.few) statements")
        }
        panel(
            "Tone", "positive", "negative", "how \(regards.a.actor.name) and \(regards.b.actor.name) speak of each other",
            { $0.tone },
            &html)
        panel("Acts", "cooperation", "conflict", "the balance of acts", { $0.balance }, &html)
        table(&html)
    }

    private func panel(
        _ title: String, _ above: String, _ below: String, _ label: String, _ value: (Regards.Sums) -> Double?, _ html: inout HTML
    ) {
        html.element("h2", text: title)
        html.element("svg", .class("plot regard"), .fixed("role", "group"), .named("aria-label", "\(title): \(label), by month"))
        { html in
            for level in [-1.0, 0, 1] {
                let y = (RegardPlot.middle - level * RegardPlot.reach).drawn
                html.element(
                    "line", level == 0 ? .class("axis zero") : .class("axis"), .fixed("x1", "0"), .fixed("x2", "100%"),
                    .named("y1", y), .named("y2", y)
                ) { _ in }
            }
            html.element("text", .fixed("x", "0"), .fixed("y", "22"), text: above)
            html.element("text", .fixed("x", "0"), .fixed("y", "106"), text: below)
            ticks(&html)
            for isFirst in [true, false] {
                let points = months.compactMap { month -> Point? in
                    let sums = isFirst ? month.ofB : month.ofA
                    return value(sums).map { Point(month: month.month, sums: sums, value: $0, x: place(month.month)) }
                }
                series(points, isFirst, &html)
            }
        }
    }

    private struct Point {
        let month: Day
        let sums: Regards.Sums
        let value: Double
        let x: Double

        var y: Double { middle - value * reach }
    }

    /// Across, in per cent of the width.
    private func place(_ month: Day) -> Double {
        let number = { (day: Day) in Double(day.calendar.year * 12 + day.calendar.month) }
        guard let first = months.first?.month, let last = months.last?.month, number(last) > number(first) else { return 50 }
        return 18 + 74 * (number(month) - number(first)) / (number(last) - number(first))
    }

    private func ticks(_ html: inout HTML) {
        var free = 0.0
        for month in months {
            let x = place(month.month)
            guard x >= free else { continue }
            html.element(
                "text", .fixed("text-anchor", "middle"), .named("x", "\(x.drawn)%"), .fixed("y", "136"),
                text: month.month.monthName)
            free = x + 20
        }
    }

    private func series(_ points: [Point], _ isFirst: Bool, _ html: inout HTML) {
        html.element("g", isFirst ? .class("of-first") : .class("of-second")) { html in
            for (one, next) in zip(points, points.dropFirst()) {
                html.element(
                    "line", .class("path"), .named("x1", "\(one.x.drawn)%"), .named("x2", "\(next.x.drawn)%"),
                    .named("y1", one.y.drawn),
                    .named("y2", next.y.drawn)
                ) { _ in }
            }
            for point in points {
                let name = isFirst ? regards.a.actor.name : regards.b.actor.name
                html.element("a", .place(RegardPlot.anchor(point.month))) { html in
                    html.element(
                        "title",
                        text:
                            "\(point.month.monthName), \(name): \(RegardPlot.signed(point.value)), \(counted(point.sums.statements, "statement", "statements"))"
                    )
                    let kind: HTML.Attribute = point.sums.statements < RegardPlot.few ? .class("point few") : .class("point")
                    if isFirst {
                        html.element(
                            "circle", kind, .named("cx", "\(point.x.drawn)%"), .named("cy", point.y.drawn), .fixed("r", "5")
                        ) { _ in }
                    } else {
                        // Its middle is the point: a square is drawn from its corner.
                        html.element(
                            "rect", kind, .named("x", "\(point.x.drawn)%"), .named("y", (point.y - 4.5).drawn),
                            .fixed("width", "9"), .fixed("height", "9"),
                            .fixed("transform", "translate(-4.5 0)")
                        ) { _ in }
                    }
                }
            }
        }
    }

    private func table(_ html: inout HTML) {
        html.element("details") { html in
            html.element("summary", text: "As a table")
            html.element("div", .class("wide")) { html in
                html.element("table") { html in
                    html.element("thead") { html in
                        html.element("tr") { html in
                            for title in [
                                "Month", "Who", "Statements", "Tone", "Positive", "Negative", "Acts", "Cooperation", "Conflict",
                            ] {
                                html.element("th", .fixed("scope", "col"), text: title)
                            }
                        }
                    }
                    html.element("tbody") { html in
                        for month in months {
                            for (side, sums) in [(regards.a, month.ofB), (regards.b, month.ofA)] where sums.statements > 0 {
                                html.element("tr") { html in
                                    html.element("td") {
                                        $0.element("a", .place(RegardPlot.anchor(month.month)), text: month.month.monthName)
                                    }
                                    html.element("td", text: side.actor.name)
                                    for cell in [
                                        grouped(sums.statements), RegardPlot.signed(sums.tone ?? 0), grouped(sums.positive),
                                        grouped(sums.negative),
                                        RegardPlot.signed(sums.balance ?? 0), grouped(sums.cooperation), grouped(sums.conflict),
                                    ] { html.element("td", text: cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func signed(_ value: Double) -> String {
        let hundredths = Int((100 * value).rounded())
        let digits = "\(abs(hundredths) / 100).\(abs(hundredths) % 100 < 10 ? "0" : "")\(abs(hundredths) % 100)"
        return (hundredths > 0 ? "+" : hundredths < 0 ? "−" : "") + digits
    }
}

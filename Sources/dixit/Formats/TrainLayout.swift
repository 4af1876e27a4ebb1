import Foundation
import Learning
import Record
import Reviews
import Wire

/// What `dixit train` says.
enum TrainLayout {
    /// What is there, and how long the fit takes, before it begins.
    static func announcement(_ part: ReviewedPart, seconds: Double) -> String {
        "\(judged(part)); reading and fitting takes about \(duration(seconds))"
    }

    private static func judged(_ part: ReviewedPart) -> String {
        var things = [part.statements.counted("statement")]
        if part.marks > 0 { things.append(part.marks.counted("mark")) }
        let who = part.reviewers.isEmpty ? "" : " by \(HarmlessText.line(part.reviewers.joined(separator: ", ")))"
        return "\(things.joined(separator: " and ")) judged in \(part.articles.count.counted("article"))\(who)"
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 100 ? max(1, Int(seconds.rounded(.up))).counted("second") : Int((seconds / 60).rounded(.up)).counted("minute")
    }

    /// Why there is nothing to fit.
    static func refusal(_ path: String, _ part: ReviewedPart, _ missing: Learning.Missing) -> String {
        let least =
            "a fit needs \(Enough.statements) statements, or \(Enough.marks) marks of one layer, in \(Enough.articles) articles"
        let more = [
            missing.statements > 0 ? missing.statements.counted("statement") : nil,
            missing.articles > 0 ? missing.articles.counted("article") : nil,
        ].compactMap { $0 }.joined(separator: " and ")
        return
            "\(path): \(judged(part)), and \(least): \(more) more; judge them with dixit review --next, or in the browser with dixit serve"
    }

    /// A part of the model that was taken a line, as the card has it.
    static func figures(_ outcomes: [LearnedOutcome]) -> [String] {
        outcomes.filter(\.isTaken).map {
            "\($0.name): \(percent($0.after)) (\($0.figure)), before \(percent($0.before)), of \($0.before.judged) judged, in articles that the fit did not see"
        }
    }

    /// The table, how it was measured, and what to do with the model.
    static func text(
        _ outcomes: [LearnedOutcome], _ part: ReviewedPart, from model: String, to file: String?, ledger: String
    ) -> String {
        var lines = ["                   judged  before   after"]
        for outcome in outcomes { lines.append(line(outcome)) }
        if outcomes.contains(where: { !$0.isTooFew }) {
            lines += [
                "",
                "per cent; each article measured by a fit that did not see it (\(Enough.articles)-fold cross-validation over articles)",
            ]
            let others = outcomes.filter { $0.isTaken && $0.after.unjudged > 0 }.map(change)
            lines += others
        }
        lines.append("")
        guard let file else {
            let isThere = outcomes.contains { !$0.isTooFew }
            lines.append(
                isThere
                    ? "no part is better than \(model) in articles that it did not see: no model is written; judge more, or take it with --keep"
                    : "too little is judged of each part: no model is written; judge more")
            return lines.map { $0 + "\n" }.joined()
        }
        let (named, ledger) = (HarmlessText.line(file), HarmlessText.line(ledger))
        lines += [
            "\(named): made of \(model) and of what \(HarmlessText.line(part.reviewers.joined(separator: ", "))) judged",
            "dixit reread --ledger \(ledger) --model \(named) reads the ledger by it; DIXIT_MODEL=\(named) makes it yours",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    private static func line(_ outcome: LearnedOutcome) -> String {
        func column(_ text: String) -> String { String(repeating: " ", count: max(0, 8 - text.count)) + text }
        let name = outcome.name.padding(toLength: 17, withPad: " ", startingAt: 0)
        let before = column("\(outcome.before.judged)")
        switch outcome.decision {
        case .tooFew(let lessons, let articles):
            let more = [lessons > 0 ? "\(lessons)" : nil, articles > 0 ? "in \(articles.counted("article"))" : nil].compactMap {
                $0
            }
            return name + before + column("-") + column("-") + "  too few: \(more.joined(separator: " ")) more"
        case .taken:
            return name + before + column(percent(outcome.before)) + column(percent(outcome.after)) + "  \(outcome.figure), taken"
        case .left:
            return name + before + column(percent(outcome.before)) + column(percent(outcome.after))
                + "  \(outcome.figure), left as it was"
        case .takenThoughWorse:
            return name + before + column(percent(outcome.before)) + column(percent(outcome.after))
                + "  \(outcome.figure), taken by --keep"
        }
    }

    private static func change(_ outcome: LearnedOutcome) -> String {
        "\(outcome.name): of those that nobody has judged, \(outcome.after.unjudged.counted("is", "are")) other than before"
    }

    private static func percent(_ figures: LearnedFigures) -> String { String(format: "%.1f", 100 * figures.rate) }

    /// The same as one object.
    static func json(_ outcomes: [LearnedOutcome], _ part: ReviewedPart, from model: String, to file: String?) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("from", model)
            json.member("model", file)
            json.member("statements", part.statements)
            json.member("marks", part.marks)
            json.member("articles", part.articles.count)
            json.name("reviewers")
            json.array(part.reviewers) { $1.string($0) }
            json.name("parts")
            json.array(outcomes) { outcome, json in
                json.object { json in
                    json.member("part", outcome.name)
                    json.member("figure", outcome.figure)
                    json.member("judged", outcome.before.judged)
                    json.member("before", json: rate(outcome, outcome.before))
                    json.member("after", json: rate(outcome, outcome.after))
                    json.member("taken", outcome.isTaken)
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    private static func rate(_ outcome: LearnedOutcome, _ figures: LearnedFigures) -> String {
        outcome.isTooFew ? "null" : String(format: "%.4f", figures.rate)
    }
}

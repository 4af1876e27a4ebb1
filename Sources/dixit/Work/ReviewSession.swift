import Actors
import Finding
import Foundation
import Ledger
import Record
import Reviews

/// Carries out what `dixit review` is asked for, and shows the statement as it is then.
struct ReviewSession {
    let ledger: Ledger
    /// Who judges, as the log names them.
    let who: String
    let layout: EntryLayout

    /// Carries out an order.
    func run(_ order: ReviewOrder) throws -> ExitCode {
        switch order {
        case .next: return try showNext()
        case .undo(let id): try show(ledger.undoReview(id, by: who))
        case .judge(let id, let judgement): try show(ledger.review(id, judgement, by: who))
        case .mark(let id, let layer, let judgement): try show(ledger.review(id, layer: layer, judgement, by: who))
        case .fix(let id, let parts, let speaker):
            try show(ledger.review(id, .fix(with(speaker, parts, in: id.article)), by: who))
        case .missed(let article, let parts, let speaker):
            try show(ledger.addMissed(in: article, with(speaker, parts, in: article), by: who))
        case .all(let article):
            let count = try ledger.reviewAll(of: article, by: who)
            try write("\(article): \(count.counted("statement")) judged right; the article is whole\n")
        }
        return .success
    }

    private func with(_ speaker: SpeakerWord?, _ parts: Correction, in article: Int) throws -> Correction {
        var parts = parts
        switch speaker {
        case .known(let name): parts.speaker = try ledger.speaker(name, in: article)
        case .new(let name, let kind): parts.speaker = .new(ActorRecord(name: name, kind: kind))
        case nil: break
        }
        return parts
    }

    private func showNext() throws -> ExitCode {
        guard let entry = try ledger.leastCertain() else {
            FileHandle.standardError.write(Data("dixit review: there is nothing left to judge\n".utf8))
            return .success
        }
        try write(layout.text(of: ledger.show(entry.id)))
        FileHandle.standardError.write(Data("judge it with: dixit review \(entry.id) right|wrong|fix\n".utf8))
        return .success
    }

    private func show(_ entry: StatementEntry) throws { try write(layout.text(of: entry)) }

    private func write(_ text: String) throws { try OutputFile.standard.write(Array(text.utf8)) }
}

import Foundation
import Ledger
import Library
import Record
import Reviews
import TestSupport
import Testing

/// `dixit train`, as a process, on five short articles.
@Suite struct TrainCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ command: String) throws -> Program {
        let model = try Repository.made("Models/reader.model")
        let samples = Repository.root.appending(path: "Samples").path
        return try Program(
            shell: "cd '\(folder.path)'; export DIXIT_LEDGER=news.sqlite DIXIT_MODEL='\(model)' SAMPLES='\(samples)'; " + command)
    }

    /// Adds articles of simple sentences and judges their statements, every other one right and wrong: enough for one part of the model, so that it takes no time.
    private func judge() throws {
        let speakers = ["Ilse Varn", "Mats Holm", "Dessa Korvin", "Ole Brandt", "Tilda Marsh", "Ivo Tarn"]
        let cues = ["said that", "warned that", "told reporters that", "denied that", "hoped that"]
        let contents = [
            "the bridge would close", "the mill had lost money for years", "the school needed a new roof",
            "the ferry would sail in May", "the council had asked nobody", "the road was too narrow",
            "the harbour fee was too high", "the talks had ended without a word", "the market hall stood empty",
            "the river would rise again",
        ]
        for article in 0..<5 {
            let sentences = (0..<12).map { place in
                "\(speakers[(place + article) % 6]) \(cues[(place + 2 * article) % 5]) \(contents[(3 * place + article) % 10])."
            }
            try folder.write("\(article).txt", sentences.joined(separator: " ").utf8)
        }
        #expect(try run("$DIXIT add -q *.txt").status == 0)
        let ledger = try Ledger(at: folder.path + "/news.sqlite", for: .changing)
        let statements = try (1...5).flatMap { try ledger.load(article: $0).statements }.filter { $0.statement.parent == nil }
        #expect(statements.count >= 50)
        for (place, entry) in statements.enumerated() {
            try ledger.review(entry.id, place % 2 == 0 ? .right : .wrong, by: "mara")
        }
    }

    @Test func withoutJudgementsItSaysHowManyAreMissingAndReadsNothing() throws {
        #expect(try run("$DIXIT add -q $SAMPLES/far-bank.jsonl; $DIXIT review s1.0 right").status == 0)
        let run = try run("$DIXIT train; echo $?; ls *.model")
        #expect(run.output == "1\n")
        #expect(run.messages.contains("1 statement judged in 1 article"))
        #expect(run.messages.contains("49 statements and 4 articles more; judge them with dixit review --next"))
    }

    @Test func aModelIsMadeThatReadsAndSaysWhereItComesFrom() throws {
        try judge()
        let trained = try run("$DIXIT train --keep -j 2")
        #expect(
            trained.status == 0 && trained.output.contains("statements") && trained.output.contains("news.model: made of reader-")
        )
        #expect(trained.messages.contains("judged in") && trained.messages.contains("takes about"))
        let card = try run("$DIXIT model show --model news.model")
        #expect(card.output.contains("-reviewed, ") && card.output.contains("Fitted to what mara judged until "))
        #expect(try run("$DIXIT read -q --model news.model 0.txt").status == 0)
        // From there on it begins where it began, so that the same comes out, whatever the number of threads.
        #expect(try run("$DIXIT train -q --keep -j 1 --model news.model; cmp news.model news-2.model").status == 0)
        let there = try run("$DIXIT train -q -o news.model")
        #expect(there.status == 1 && there.messages.contains("news.model is there already"))
    }
}

import TestSupport
import Testing

@testable import Gathering

struct PageWorkerTests {
    private func text(_ answer: Result<PageAnswer, PageAnswer.Refusal>) -> String? {
        if case .success(.page(let page)) = answer { page.text } else { nil }
    }

    private func refusal(_ command: [String]?, _ seconds: Double = 5) -> PageAnswer.Refusal? {
        let request = PageRequest(kind: .page, bytes: Array(repeating: 1, count: 1 << 20))
        guard case .failure(let refusal) = PageWorker(command: command, seconds: seconds).answer(to: request) else { return nil }
        return refusal
    }

    @Test func withoutAWorkerThePageIsRefusedWithARemedy() {
        #expect(refusal(nil)?.reason == "what reads pages and PDFs is not set up")
        #expect(refusal(["/nowhere/python"])?.reason == "what reads pages and PDFs could not be started")
    }

    @Test func aWorkerThatDiesIsToldFromOneThatIsLate() {
        #expect(refusal(["/bin/sh", "-c", "echo ready"])?.reason == "what takes it apart died of it")
        #expect(
            refusal(["/bin/sh", "-c", "echo ready; while read line; do :; done"], 0.2)?.reason.contains("took longer") == true)
        #expect(refusal(["/bin/sh", "-c", "echo ready; exec sleep 60"], 0.2)?.reason.contains("took longer") == true)
    }

    @Test func aDeadWorkerIsStartedAnew() throws {
        let folder = try TemporaryFolder()
        let answer = #"{"id":1,"article":{"replaced":0,"text":"Velm."}}"#
        let script =
            "echo ready; if [ -e \(folder.path)/once ]; then read line; echo '\(answer)'; cat >/dev/null; else : >\(folder.path)/once; fi"
        let worker = PageWorker(command: ["/bin/sh", "-c", script], seconds: 5)
        #expect(text(worker.answer(to: PageRequest(kind: .page, bytes: [1]))) == nil)
        #expect(text(worker.answer(to: PageRequest(kind: .page, bytes: [1]))) == "Velm.")
    }

    /// Why an archive is given up, whose worker is a shell's script, and how often that was started.
    private func refusal(archive script: String, seconds: Double, in folder: TemporaryFolder) throws -> (String, starts: Int) {
        let counted = "echo x >>\(folder.path)/starts; echo ready; \(script)"
        let command = ["/bin/sh", "-c", counted]
        let worker = ArchiveWorker(path: "crawl.warc", after: (offset: 700, number: 3), command: command, seconds: seconds)
        let refused = #expect(throws: PageAnswer.Refusal.self) { _ = try worker.next() }
        let starts = try String(contentsOfFile: folder.path + "/starts", encoding: .utf8).split(separator: "\n").count
        return (try #require(refused).reason, starts)
    }

    @Test func anArchiveIsGivenUpWhereItsWorkerIsLateOrDiesTwice() throws {
        let late = try refusal(archive: "exec sleep 60", seconds: 0.3, in: TemporaryFolder())
        #expect(late == ("looking for the next page behind record 3 (byte 700) took longer than 0 s", 1))
        let dead = try refusal(archive: "read line", seconds: 5, in: TemporaryFolder())
        #expect(dead == ("what looks through it died twice behind record 3 (byte 700)", 2))
    }

    /// A worker that answers with the number of its process, once a second one has begun to answer as well.
    @Test func twoWorkersAnswerAtOnceAndEachRequestGetsItsOwnAnswer() throws {
        let folder = try TemporaryFolder()
        let script = """
            echo ready; while read line; do head -c 1 >\(folder.path)/$$
            while [ $(ls \(folder.path) | wc -l) -lt 2 ]; do :; done
            echo "{\\"id\\":1,\\"article\\":{\\"replaced\\":0,\\"text\\":\\"$(cat \(folder.path)/$$)\\"}}"; done
            """
        let workers = PageWorkers(count: 2, command: ["/bin/bash", "-c", script], seconds: 20)
        let pending = "abcdef".utf8.map { workers.submit(PageRequest(kind: .page, bytes: [$0])) }
        #expect(pending.map { $0.wait().flatMap(text) } == ["a", "b", "c", "d", "e", "f"])
    }
}

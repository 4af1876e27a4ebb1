import Record

/// A crawl's archive, WARC or WET, while it is gathered: its pages go to the page workers.
final class ArchiveFile: OpenFile {
    private let file: InputFile
    private let identity: String
    private let worker: ArchiveWorker
    private let tally = ArchiveTally()
    /// What ids begin with; nil until one is made.
    private var name: String?

    /// - Parameter place: the record reached in an earlier run.
    init(_ file: InputFile, path: String, identity: String, after place: ArchivePlace?, command: [String]?) {
        self.file = file
        self.identity = identity
        worker = ArchiveWorker(path: path, after: place.map { ($0.offset, $0.number) }, command: command)
    }

    let mayKeepWaiting = false

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        do throws(PageAnswer.Refusal) {
            let (step, bytes) = try worker.next()
            taken(step.end ? file.size ?? step.offset : step.offset)
            tally.passed(step.passed)
            switch step.damaged {
            case .record:
                queue.fail(
                    "\(file.place), record \(step.number)", "it is damaged and was passed over", "fetch it again if it matters")
            case .place:
                queue.fail(
                    "\(file.place), before record \(step.number)", "a place in the archive is damaged and was passed over",
                    "fetch it again if its pages matter")
            case nil: break
            }
            if let record = step.record { add(record, bytes, number: step.number, queue) }
            queue.add(.reached(ArchivePlace(archive: identity, offset: step.offset, number: step.number, isEnd: step.end)))
            if step.end { end(queue) }
            return !step.end
        } catch {
            queue.fail(file.place, error.reason, error.remedy)
            end(queue)
            return false
        }
    }

    private func add(_ record: ArchiveWorker.Step.Record, _ bytes: [UInt8], number: Int, _ queue: GatheredQueue) {
        let name = self.name ?? queue.ids.lines(file)
        self.name = name
        let address = record.url.map { " (\($0))" } ?? ""
        let origin = PageOrigin(
            id: queue.ids.line(number, of: name), place: "\(file.place), record \(number)\(address)", path: file.recordedPath,
            given: bytes, fetched: record.fetched, address: record.url.flatMap { try? WebAddress($0) }, archive: tally)
        if record.cut == true {
            let reason = "the archive ends within this record, whose page is cut off"
            queue.add(.warning(Notice(place: origin.place, reason: reason, remedy: "fetch the archive again")))
        }
        let request = PageRequest(
            kind: record.kind == "text" ? .text : .page, bytes: bytes, url: record.url, charset: record.charset,
            encoding: record.encoding)
        queue.add(request, origin)
    }

    /// Says, when all pages have been given out, what was passed over.
    private func end(_ queue: GatheredQueue) {
        queue.addLater { [file, tally] in
            tally.sentence.map { .note(Notice(place: file.place, reason: $0, remedy: nil)) }
        }
    }
}

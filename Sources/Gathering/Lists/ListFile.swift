import Foundation
import Record

/// Articles that a list names, while they are gathered: a file beside the list is read, else the address is fetched, one after the other and
/// politely. An address whose page the caller has already is not fetched again, so that a run that was broken off goes on where it stopped.
final class ListFile: OpenFile {
    private let file: InputFile
    private var listed: ArraySlice<ListedArticle>
    private let addresses: AddressGathering

    /// - Parameter file: the list.
    init(_ file: InputFile, _ listed: [ListedArticle], _ addresses: AddressGathering) {
        self.file = file
        self.listed = listed[...]
        self.addresses = addresses
    }

    let mayKeepWaiting = true

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        guard let next = listed.popFirst() else { return false }
        if listed.isEmpty { taken(file.size ?? 0) }
        ListFile.gather(next, of: file, addresses, into: queue)
        return true
    }

    /// Gathers one article that a list names.
    static func gather(_ listed: ListedArticle, of list: InputFile, _ addresses: AddressGathering, into queue: GatheredQueue) {
        let name = listed.told.title ?? listed.address ?? listed.files.first ?? "an entry"
        for path in listed.files.compactMap({ beside(list, $0) }) {
            guard let (bytes, form) = contents(path) else { continue }
            let inner = InputFile(path: path, stem: path, form: form, size: bytes.count)
            var origin = PageOrigin(id: queue.ids.article(inner), place: path, path: path, given: bytes)
            origin.told = listed.told
            let isPDF = FileForm(shownBy: bytes.prefix(64)) == .pdf
            origin.address = isPDF ? nil : listed.address.flatMap { try? WebAddress($0) }
            return queue.add(
                PageRequest(kind: isPDF ? .pdf : .page, bytes: bytes, url: isPDF ? nil : listed.address), origin)
        }
        guard let address = listed.address, WebAddress.isMeant(by: address) else {
            let reason = "“\(name.prefix(80))” has neither a saved page beside it nor an address"
            return queue.fail(list.place, reason, "export it with its files")
        }
        addresses.gather(listed: address, listed.told, into: queue)
    }

    /// A path from a list's folder; nil where it leads out of it.
    static func beside(_ list: InputFile, _ path: String) -> String? {
        guard let place = list.path, !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
        return URL(fileURLWithPath: place).deletingLastPathComponent().appendingPathComponent(path).relativePath
    }

    /// A page or PDF that is kept beside a list.
    private static func contents(_ path: String) -> (bytes: [UInt8], form: FileForm)? {
        let form = FileForm.of(name: path).form
        guard form == .page || form == .pdf, let stream = try? ByteStream(path: path),
            let bytes = try? stream.rest(limit: GatheringLimit.line)
        else { return nil }
        return form.map { (bytes, $0) }
    }
}

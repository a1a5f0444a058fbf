-- Decides whether a buffer belongs to an integration repository, and where that repository starts.
-- Only reads small files next to the buffer; knows nothing of language servers.

local M = {}

local served = { ['manifest.json'] = true, ['metadata.csv'] = true, ['README.md'] = true }

-- The largest real manifest is far below this; anything bigger is not worth reading on every open.
local read_limit = 512 * 1024

local function read(path)
  local file = io.open(path, 'rb')
  if not file then
    return ''
  end
  local text = file:read(read_limit) or ''
  file:close()
  return text
end

local function exists(path)
  return vim.uv.fs_stat(path) ~= nil
end

--- A browser extension also has a manifest.json with `manifest_version`, but there it is a number; here
--- it is a string of three numbers. A pattern is used, not a JSON parser: the file may be half typed.
local function has_datadog_manifest(dir)
  return read(dir .. '/manifest.json'):find('"manifest_version"%s*:%s*"%d+%.%d+%.%d+"') ~= nil
end

--- The name alone says little (`metadata.csv` is common in data projects), the header decides.
local function has_metric_table(dir)
  local header = read(dir .. '/metadata.csv'):match('^[^\r\n]*') or ''
  return header:find('metric_name', 1, true) ~= nil or header:find('metric_type', 1, true) ~= nil
end

--- Root of the integration repository around `path`, or nil when there is none.
--- The nearest folder upward with `.ddev/config.toml` wins. Without one it is the nearest integration
--- folder, or its parent when that is the top of a Git checkout (repositories older than ddev).
function M.find(path)
  local nearest
  for dir in vim.fs.parents(path) do
    if exists(dir .. '/.ddev/config.toml') then
      return dir
    end
    if not nearest and (has_datadog_manifest(dir) or has_metric_table(dir)) then
      nearest = dir
    end
  end
  local parent = nearest and vim.fs.dirname(nearest)
  if parent and not exists(nearest .. '/.git') and exists(parent .. '/.git') then
    return parent
  end
  return nearest
end

--- Root for a buffer, or nil when the server has nothing to say about that file.
function M.of_buffer(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  if vim.bo[bufnr].buftype ~= '' or name:find('^%a[%w+.-]+://') or not served[vim.fs.basename(name)] then
    return nil
  end
  return M.find(vim.fs.normalize(name))
end

return M

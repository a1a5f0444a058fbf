-- Loads a configuration that we ship, with the path of this clone in it, and waits for the first finding.
-- Run by `nvim --headless -u NONE -l examples.lua lazy|init`; the server is first on PATH.
-- Environment: PLUGIN (editors/neovim), SCRATCH (holds `sample`).

local example = arg[1]
local clone = vim.fs.dirname(vim.fs.dirname(vim.env.PLUGIN))
local text = table.concat(vim.fn.readfile(('%s/examples/%s.lua'):format(vim.env.PLUGIN, example)), '\n')
local chunk = assert(loadstring((text:gsub('/path/to/integrations%-ls', clone))))
vim.opt.swapfile = false
vim.cmd('filetype on')

local ok, err = xpcall(function()
  local spec = chunk()
  if spec then
    -- As lazy.nvim does with a plugin that is not lazy.
    spec.config(spec)
  end
  vim.cmd.runtime('plugin/integrations_ls.lua')
  vim.cmd.edit(vim.uv.fs_realpath(vim.env.SCRATCH) .. '/sample/beacon_cache/metadata.csv')
  local found = vim.wait(10000, function()
    return vim.iter(vim.diagnostic.get(0)):any(function(d)
      return d.code == 'metadata/invalid-unit'
    end)
  end, 20)
  assert(found, 'no finding; messages: ' .. vim.fn.execute('messages'))
end, debug.traceback)

io.stdout:write(('%s - neovim %s: the example %s.lua works\n'):format(ok and 'ok' or 'not ok', tostring(vim.version()), example))
if not ok then
  io.stdout:write('    ' .. err:gsub('\n', '\n    ') .. '\n')
end
require('integrations_ls.client').stop()
os.exit(ok and 0 or 1)
